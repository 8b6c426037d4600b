#!/bin/sh
# Packs the bundle of the agent as the platform serves it, and the script that installs it, unless what is there is newer.
# usage: archive.sh DIST_DIRECTORY INSTALL_SCRIPT
set -eu
dist=$1
install=$2
archive=$dist/linux-amd64.tar.gz
if [ -f "$archive" ] && [ -z "$(find "$dist/activate-agent" -newer "$archive" -print -quit)" ] &&
  [ "$dist/install.sh" -nt "$install" ]; then
  exit 0
fi
tar -C "$dist" --owner=0 --group=0 --numeric-owner --sort=name --exclude=.made-from -cf - activate-agent | gzip -6 >"$archive.new"
mv "$archive.new" "$archive"
(cd "$dist" && sha256sum linux-amd64.tar.gz >linux-amd64.tar.gz.sha256)
sed "s/@SHA256@/$(cut -d ' ' -f 1 <"$archive.sha256")/" "$install" >"$dist/install.sh"
