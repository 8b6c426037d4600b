#!/bin/sh
# Makes what ./activate runs of the finished build of standalone: a folder for each build, so that a supervisor outlives the
# next ones, with a cache of its classes, loaded and linked in a start of the stores that is thrown away.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
# shellcheck source=build-tools/java-home.sh
. "$root/build-tools/java-home.sh"
# shellcheck source=build-tools/supervisor-options.sh
. "$root/build-tools/supervisor-options.sh"
target=$root/standalone/target
programs=$target/program
made=$programs/$(date +%s%N)

mkdir -p "$made/lib"
cp "$target/standalone.jar" "$made"
for jar in "$target"/lib/*; do
  case ${jar##*/} in
    # The next build writes these anew, in their place.
    embedded-* | backoff-*) cp "$jar" "$made/lib" ;;
    *) ln "$jar" "$made/lib" 2>/dev/null || cp -p "$jar" "$made/lib" ;;
  esac
done

# A port and the variable that leads to it, from $1 on.
ports() {
  port=$1
  for name in POSTGRES MONGODB RABBITMQ VAULT; do
    echo "ACTIVATE_PORT_$name=$port"
    port=$((port + 1))
  done
}

# Starts the stores as `up` does and ends them once they are ready.
train() {
  home=$(mktemp -d "$target/train.XXXXXX")
  log=$target/train.log
  : >"$log"
  # shellcheck disable=SC2046,SC2086  # lists of words
  env $(env | sed -n 's/^\(ACTIVATE_[A-Z_]*\)=.*/-u \1/p') $(ports "$1") "ACTIVATE_HOME=$home" \
    "$JAVA_HOME/bin/java" $supervisor_options "-XX:AOTCacheOutput=$made/standalone.aot" "-Dactivate.checkout=$root" \
    -cp "$made/standalone.jar" activate.standalone.command.Activate up --no-demo --without ingress --without legacy-api \
    --without internal-api --without cloud-cacher --without agent-hub >"$log" 2>&1 </dev/null &
  supervisor=$!
  tries=0
  until grep -q '^activate: ready in' "$log" || ! kill -0 $supervisor 2>/dev/null || [ $tries -ge 600 ]; do
    sleep 0.2
    tries=$((tries + 1))
  done
  kill $supervisor 2>/dev/null || :
  wait $supervisor || :
  rm -rf "$home"
  # Of a start that failed there are half the classes.
  grep -q '^activate: ready in' "$log" || rm -f "$made/standalone.aot"
  [ -s "$made/standalone.aot" ]
}

train $((20000 + $$ % 10000)) || train $((30000 + $$ % 2000)) ||
  echo "activate: without a cache of its classes the supervisor starts more slowly (log: $target/train.log)" >&2

ln -sfn "${made##*/}" "$programs/current.new"
mv -T "$programs/current.new" "$programs/current"
# What no process runs from any more.
for old in "$programs"/[0-9]*; do
  if [ "$old" != "$made" ] && [ -z "$(find /proc/[0-9]*/fd -lname "$old/*" -print -quit 2>/dev/null)" ]; then rm -rf "$old"; fi
done
