#!/bin/sh
# Makes a private Java runtime with the given modules, unless the one that is there fits already.
# usage: runtime-image.sh JAVA_HOME DIRECTORY MODULES
set -eu
java_home=$1
directory=$2
modules=$3

want="$(cat "$java_home/release") $modules $(cksum <"$0")"
stamp="$directory/.made-from"
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$want" ]; then
  exit 0
fi
rm -rf "$directory"
"$java_home/bin/jlink" --add-modules "$modules" --strip-debug --no-header-files --no-man-pages \
  --compress zip-6 --output "$directory"
# Not needed to run: launchers of the JDK's own, and texts kept in the JDK.
rm -rf "$directory/bin/jrunscript" "$directory/bin/keytool" "$directory/lib/jrt-fs.jar" "$directory/lib/classlist"
if command -v strip >/dev/null 2>&1; then
  find "$directory/lib" -name '*.so' -exec strip --strip-unneeded {} + 2>/dev/null || :
fi
printf '%s' "$want" >"$stamp"
