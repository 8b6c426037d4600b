#!/bin/sh
# Compiles the classes of a training run and adds them to the program's jar in the bundle: the start-up cache demands the class path of
# the program itself.
# usage: add-training.sh JAVA_HOME BUNDLE_DIRECTORY PROGRAM SOURCES CLASSPATH
set -eu
java_home=$1
bundle=$2
program=$3
sources=$4
classpath=$5
classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT
find "$sources" -name '*.java' -exec "$java_home/bin/javac" -proc:none -nowarn --release 25 -cp "$classpath" -d "$classes" {} +
"$java_home/bin/jar" --update --file "$bundle/lib/$program.jar" -C "$classes" .
# As bundle.sh did: the cache remembers the times of the jars.
touch -d '2026-01-01T00:00:00Z' "$bundle/lib/$program.jar"
