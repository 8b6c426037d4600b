#!/bin/sh
# Puts a program, its libraries, a private runtime and a start-up cache into one directory that runs without a JDK.
# usage: bundle.sh JAVA_HOME MODULE_DIRECTORY PROGRAM BUNDLE_DIRECTORY JAVA_MODULES
# The module's jar is in MODULE_DIRECTORY/target, its libraries in target/bundle-lib, its files in src/main/dist.
set -eu
# Whoever unpacks or runs it may be another account.
umask 022
tools=$(dirname -- "$(readlink -f -- "$0")")
java_home=$1
module=$2
program=$3
bundle=$4
modules=$5

jar=$(ls "$module"/target/"$(basename "$module")"-*.jar | head -n 1)
want=$({ find "$module/src/build" -type f | sort | xargs cat; cat "$jar" "$module"/target/bundle-lib/*.jar "$module"/src/main/dist/bin/* "$0" \
  "$tools/add-training.sh" "$tools/ModernizeJar.java" "$tools/runtime-image.sh" "$java_home/release"; } | sha256sum)
stamp="$module/target/bundle.stamp"
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$want" ] && [ -x "$bundle/bin/$program" ]; then
  touch "$stamp"
  exit 0
fi
rm -f "$stamp"

mkdir -p "$bundle"
sh "$tools/runtime-image.sh" "$java_home" "$bundle/runtime" "$modules"
rm -rf "$bundle/lib" "$bundle/bin"
mkdir -p "$bundle/lib" "$bundle/bin"
cp "$jar" "$bundle/lib/$program.jar"
classpath="\$home/lib/$program.jar"
for library in "$module"/target/bundle-lib/*.jar; do
  cp "$library" "$bundle/lib/"
  classpath="$classpath:\$home/lib/$(basename "$library")"
done
# Still compiled for Java 5: the start-up cache would take none of it.
"$java_home/bin/java" "$tools/ModernizeJar.java" "$bundle"/lib/picocli-*.jar
# Its library lies in the bundle for this machine alone, or each start would unpack one into the folder for temporary files.
for library in "$bundle"/lib/conscrypt-openjdk-uber-*.jar; do
  [ -e "$library" ] || continue
  work=$(mktemp -d)
  (cd "$work" && "$java_home/bin/jar" --extract --file "$library")
  case $(uname -s) in Darwin) system=osx ;; *) system=linux ;; esac
  case $(uname -m) in aarch64 | arm64) processor=aarch_64 ;; *) processor=x86_64 ;; esac
  mv "$work"/META-INF/native/libconscrypt_openjdk_jni-$system-$processor.* "$bundle/lib/"
  rm -r "$work/META-INF/native"
  "$java_home/bin/jar" --create --no-manifest --file "$library" -C "$work" .
  rm -r "$work"
done
# One time for all: the start-up cache remembers the times of the jars, and an archive keeps whole seconds only.
touch -d '2026-01-01T00:00:00Z' "$bundle"/lib/*.jar
sed "s#@CLASSPATH@#$classpath#" "$module/src/main/dist/bin/$program" >"$bundle/bin/$program"
chmod 755 "$bundle/bin/$program"

# A training run shows the JVM what a start needs. Without a cache the program works all the same, only starts more slowly.
if ! sh "$module/src/build/train.sh" "$java_home" "$bundle"; then
  echo "bundle.sh: no start-up cache for $program" >&2
fi
printf '%s' "$want" >"$stamp"
