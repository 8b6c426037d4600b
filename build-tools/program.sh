#!/bin/sh
# Makes what ./activate runs of the finished build of standalone: a folder for each build, so that a supervisor outlives the
# next ones.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
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

ln -sfn "${made##*/}" "$programs/current.new"
mv -T "$programs/current.new" "$programs/current"
# What no process runs from any more.
for old in "$programs"/[0-9]*; do
  if [ "$old" != "$made" ] && [ -z "$(find /proc/[0-9]*/fd -lname "$old/*" -print -quit 2>/dev/null)" ]; then rm -rf "$old"; fi
done
