#!/bin/sh
# Packs the bundle of the agent as the platform serves it, and the script that installs it, unless what is there is newer.
# usage: archive.sh DIST_DIRECTORY INSTALL_SCRIPT START_SCRIPT
set -eu
dist=$1
install=$2
start=$3
archive=$dist/linux-amd64.tar.gz
cmp -s "$start" "$dist/activate-agent/bin/start.sh" || cp "$start" "$dist/activate-agent/bin/start.sh"
if [ -f "$archive" ] && [ -z "$(find "$dist/activate-agent" -newer "$archive" -print -quit)" ] &&
  [ "$dist/install.sh" -nt "$install" ]; then
  exit 0
fi
# The agent reads this plain form alone when it unpacks an upgrade.
tar -C "$dist" --format=ustar --owner=0 --group=0 --numeric-owner --sort=name --exclude=.made-from -cf - activate-agent | gzip -6 >"$archive.new"
mv "$archive.new" "$archive"
(cd "$dist" && sha256sum linux-amd64.tar.gz >linux-amd64.tar.gz.sha256)
sed "s/@SHA256@/$(cut -d ' ' -f 1 <"$archive.sha256")/" "$install" >"$dist/install.sh"
