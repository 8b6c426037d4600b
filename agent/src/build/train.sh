#!/bin/sh
# Records which classes a start of the agent needs and writes the start-up cache of the bundle.
set -eu
bundle=$1
classpath=$(sed -n 's/.*-cp "\([^"]*\)".*/\1/p' "$bundle/bin/activate-agent" | sed "s#\$home#$bundle#g")
recording=$(mktemp)
trap 'rm -f "$recording"' EXIT
"$bundle/runtime/bin/java" -XX:AOTMode=record -XX:AOTConfiguration="$recording" -XX:+UseSerialGC -Xlog:disable \
  -cp "$classpath" activate.agent.TrainStart
"$bundle/runtime/bin/java" -XX:AOTMode=create -XX:AOTConfiguration="$recording" -XX:AOTCache="$bundle/lib/activate-agent.aot" \
  -XX:+UseSerialGC -Xlog:disable -cp "$classpath"
