#!/bin/sh
# Makes what a native-image of each service would be built from, and looks whether the answers that Jackson writes are registered in it.
# usage: native-sources.sh   (releases are built from the same with Mandrel: -Dquarkus.native.enabled=true)
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
cd "$root"
# shellcheck source=build-tools/java-home.sh
. "$root/build-tools/java-home.sh"
services='ingress legacy-api internal-api cloud-cacher agent-hub'
modules=
for service in $services; do
  rm -rf "services/$service/target/native-sources"
  modules=$modules,services/$service
done
./mvnw -o -B -q -Dquick -DskipTests -pl "${modules#,}" -am package \
  -Dquarkus.native.enabled=true -Dquarkus.native.sources-only=true -Dquarkus.package.jar.enabled=false </dev/null >target/native-sources.log 2>&1 || {
  tail -n 40 target/native-sources.log >&2
  echo "native-sources: not built, see $root/target/native-sources.log" >&2
  exit 1
}

# shellcheck disable=SC2016  # the name of a class
problems='activate.servicekit.problem.ProblemBody activate.servicekit.problem.Problem$FieldError'

# The records below a folder of classes that are bodies of requests and answers, or parts of one.
records() {
  (cd "$1" && find . -name '*Body.class' -o -name '*Body$*.class') | sed 's,^\./,,;s,\.class$,,;s,/,.,g' | while read -r name; do
    shape=$("$JAVA_HOME/bin/javap" -p -cp "$1" "$name") || { echo "javap-fails:$name"; continue; }
    case $shape in *'extends java.lang.Record'*) echo "$name" ;; esac
  done
}

bad=0
for service in $services; do
  folder=services/$service/target/native-sources
  jar=$(ls "$folder"/*-runner.jar)
  hints=target/native-hints-$service.json
  unzip -p "$jar" META-INF/native-image/reflect-config.json >"$hints"
  [ -s "$folder/native-image.args" ] || { echo "native-sources: $service has no arguments for native-image" >&2; bad=1; }
  # The edge and the hub read and write what is theirs without Jackson's help.
  case $service in
    ingress) bodies= ;;
    cloud-cacher) bodies="$problems activate.cloudcacher.catalog.Catalog" ;;
    agent-hub) bodies=$problems ;;
    *) bodies="$problems $(records "services/$service/target/classes")" ;;
  esac
  count=0
  for body in $bodies; do
    count=$((count + 1))
    grep -qF "\"$body\"" "$hints" || { echo "native-sources: $service does not register $body (@RegisterForReflection)" >&2; bad=1; }
  done
  # Of messages their own module tells.
  if [ "$service" != ingress ]; then
    unzip -l "$folder"/lib/activate.messages-*.jar | grep -q META-INF/native-image/activate/messages/ ||
      { echo "native-sources: $service has messages without their hints" >&2; bad=1; }
  fi
  echo "native-sources: $service, $count bodies registered"
done
exit $bad
