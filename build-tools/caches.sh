#!/bin/sh
# Gives each program that has none a cache of its classes, loaded and linked in a start of the whole platform that is thrown
# away. Only such a start loads what speaks to the stores and to each other; with the caches the next ones take two thirds
# of the time.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
# shellcheck source=build-tools/java-home.sh
. "$root/build-tools/java-home.sh"
# shellcheck source=build-tools/supervisor-options.sh
. "$root/build-tools/supervisor-options.sh"
target=$root/standalone/target
program=$(readlink -f -- "$target/program/current")
log=$target/caches.log

# The caches to be made are the arguments from here on. What is not built cannot be started.
absent=
set --
for service in ingress legacy-api internal-api cloud-cacher agent-hub; do
  if [ -e "$root/services/$service/target/quarkus-app/quarkus-run.jar" ]; then
    [ -e "$root/services/$service/target/quarkus-app/app.aot" ] || set -- "$@" "$root/services/$service/target/quarkus-app/app.aot"
  else
    absent="$absent --without $service"
  fi
done
supervisor_cache=
if [ ! -e "$program/standalone.aot" ]; then
  set -- "$@" "$program/standalone.aot"
  supervisor_cache=-XX:AOTCacheOutput=$program/standalone.aot
fi
[ $# -gt 0 ] || exit 0
if [ -n "$absent" ] || [ ! -x "$root/agent/target/dist/activate-agent/bin/activate-agent" ]; then absent="$absent --no-demo"; fi

# A port and the variable that leads to it, from $1 on; the management ports are five in a row.
ports() {
  port=$1
  for name in ACTIVATE_PORT_POSTGRES ACTIVATE_PORT_MONGODB ACTIVATE_PORT_RABBITMQ ACTIVATE_PORT_VAULT ACTIVATE_PORT_LEGACY_API \
    ACTIVATE_PORT_INTERNAL_API ACTIVATE_PORT_CLOUD_CACHER ACTIVATE_PORT_AGENT_HUB ACTIVATE_PORT_SANDBOX ACTIVATE_HTTPS_PORT \
    ACTIVATE_HTTP_PORT ACTIVATE_MANAGEMENT_PORTS; do
    echo "$name=$port"
    port=$((port + 1))
  done
}

# Starts the platform on ports from $1 on, as `up` does, and ends it once it is ready; what ends writes its cache.
train() {
  first=$1
  shift
  home=$(mktemp -d "$target/train.XXXXXX")
  : >"$log"
  # shellcheck disable=SC2046,SC2086  # lists of words
  env $(env | sed -n 's/^\(ACTIVATE_[A-Z_]*\)=.*/-u \1/p') $(ports "$first") "ACTIVATE_HOME=$home" \
    "$JAVA_HOME/bin/java" $supervisor_options ${supervisor_cache:+"$supervisor_cache"} -Dactivate.record-caches=true \
    "-Dactivate.checkout=$root" -cp "$program/standalone.jar" activate.standalone.command.Activate up $absent >"$log" 2>&1 </dev/null &
  supervisor=$!
  tries=0
  until grep -q '^activate: ready in' "$log" || ! kill -0 $supervisor 2>/dev/null || [ $tries -ge 900 ]; do
    sleep 0.2
    tries=$((tries + 1))
  done
  kill $supervisor 2>/dev/null || :
  wait $supervisor || :
  rm -rf "$home"
  # Of a start that failed there are half the classes.
  grep -q '^activate: ready in' "$log" || rm -f "$@"
  for cache; do [ -s "$cache" ] || return 1; done
}

echo 'activate: recording the classes of a first start' >&2
train $((20000 + $$ % 10000)) "$@" || train $((30000 + $$ % 2000)) "$@" ||
  echo "activate: without a cache of its classes a program starts more slowly (log: $log)" >&2
