#!/bin/sh
# Builds the modules whose sources are newer than their last build; none named: all that ./activate up runs.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
cd "$root"
libs=libs
runs='standalone services/ingress services/legacy-api services/internal-api services/cloud-cacher services/agent-hub agent'

# Where a module's finished build lies; its time says what it was built from.
result() {
  case $1 in
    standalone) echo standalone/target/program/current/standalone.jar ;;
    services/*) echo "$1/target/quarkus-app/quarkus-run.jar" ;;
    agent) echo agent/target/dist/linux-amd64.tar.gz ;;
  esac
}

sources() {
  case $1 in
    standalone) echo pom.xml libs/backoff embedded standalone ;;
    services/ingress) echo "pom.xml $libs services/ingress web" ;;
    *) echo "pom.xml $libs $1" ;;
  esac
}

stale() {
  stamp="$1/target/.built"
  [ -e "$stamp" ] && [ -e "$(result "$1")" ] || return 0
  # shellcheck disable=SC2046  # a list of words
  [ -n "$(find $(sources "$1") \( -name target -o -name node_modules -o -path web/dist -o -path '*/src/test' \) -prune \
    -o -type f -newer "$stamp" -print 2>/dev/null | head -n 1)" ]
}

# One build at a time; who waited finds nothing left to do.
mkdir -p target
if command -v flock >/dev/null; then exec 9>target/.lock; flock 9; fi
todo=
for module in ${1:-$runs}; do
  [ -e "$module/src/main" ] || continue
  if stale "$module"; then todo="$todo${todo:+,}$module"; fi
done
[ -n "$todo" ] || exit 0

log=target/build.log
# The time before the build: what is saved while it runs is built next time.
touch target/.began
printf 'activate: building %s (log: %s)\n' "$(echo "$todo" | tr ',' ' ')" "$root/$log" >&2
offline=-o
[ -e "${HOME:-}/.m2/repository/io/quarkus" ] && [ -e target/.resolved ] || offline=
# The form of a service whose classes a cache can hold; build-tools/caches.sh writes it.
aot='-Dquarkus.package.jar.type=aot-jar'
build() {
  # shellcheck disable=SC2086  # empty means no option
  ./mvnw $offline $aot -B -Dquick -DskipTests -Dmaven.test.skip=true -pl "$todo" -am package 2>&1 | tee "$log" \
    | sed -un 's/^\[INFO\] Building \([^ ]*\) .*\[\([0-9]*\/[0-9]*\)\]$/activate: building \1 (\2)/p' >&2
  grep -q 'BUILD SUCCESS' "$log"
}
if ! build; then
  # Something new may be missing in the local repository: once more with the network.
  if [ -z "$offline" ] || { offline=; ! build; }; then
    grep -E '^\[ERROR\]' "$log" | head -n 20 >&2 || true
    printf 'activate: the build failed, see %s\n' "$root/$log" >&2
    exit 1
  fi
fi
touch target/.resolved
for module in $(echo "$todo" | tr ',' ' '); do rm -f "$module/target/quarkus-app/app.aot"; done
case ,$todo, in *,standalone,*) build-tools/program.sh ;; esac
build-tools/caches.sh
for module in $(echo "$todo" | tr ',' ' '); do
  if [ -e "$(result "$module")" ]; then touch -r target/.began "$module/target/.built"; fi
done
