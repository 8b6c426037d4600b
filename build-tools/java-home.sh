# shellcheck shell=sh
# Sourced by ./mvnw, ./activate and ./pw: finds a JDK 25 whatever the default `java` is and sets JAVA_HOME.

jdk_major() {
  # The release file answers without starting a JVM.
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

find_jdk25() {
  path_java=$(command -v java 2>/dev/null) && path_java=$(dirname "$(dirname "$(readlink -f "$path_java")")")
  for candidate in "${JAVA_HOME:-}" "${path_java:-}" /usr/lib/jvm/* "${HOME:-/nonexistent}"/.sdkman/candidates/java/* /opt/jdk* /opt/java/*; do
    [ -n "$candidate" ] && [ "$(jdk_major "$candidate")" = 25 ] || continue
    printf '%s\n' "$candidate"
    return 0
  done
  echo "No JDK 25 found (looked in JAVA_HOME, PATH, /usr/lib/jvm). Install one, for example Temurin 25, or set JAVA_HOME." >&2
  return 1
}

JAVA_HOME=$(find_jdk25) || exit 1
export JAVA_HOME
