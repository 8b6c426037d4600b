#!/bin/sh
# Writes the class archive of the agent's bundle. It holds what every start needs of the Java library and nothing more: an archive of
# all classes would start no faster than matters here and be twice as large on disk and in memory.
set -eu
java_home=$1
bundle=$2
classpath=$(sed -n 's/.*-cp "\([^"]*\)".*/\1/p' "$bundle/bin/activate-agent" | sed "s#\$home#$bundle#g")
here=$(dirname -- "$(readlink -f -- "$0")")
sh "$here/../../../build-tools/add-training.sh" "$java_home" "$bundle" activate-agent "$here/java" "$classpath"
classes=$(mktemp)
trap 'rm -f "$classes" "$classes.all"' EXIT
"$bundle/runtime/bin/java" -XX:DumpLoadedClassList="$classes.all" -XX:+UseSerialGC -Xlog:disable \
  -cp "$classpath" activate.agent.TrainStart
grep -vE '@|^(com|picocli|activate|sun/security|java/lang/classfile|jdk/internal/classfile|java/util/stream|java/time)/' "$classes.all" |
  grep -vE '^(sun/util/locale|jdk/internal/icu|java/util/regex|sun/reflect/generics|jdk/internal/jimage|jdk/internal/jrtfs)/' >"$classes"
"$bundle/runtime/bin/java" -Xshare:dump -XX:SharedClassListFile="$classes" -XX:SharedArchiveFile="$bundle/lib/start.jsa" \
  -XX:+UseSerialGC -Xlog:disable >/dev/null
