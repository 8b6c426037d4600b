#!/bin/sh
# Packs the bundle of the agent as the platform serves it, unless what is there is newer.
# usage: archive.sh DIST_DIRECTORY
set -eu
dist=$1
archive=$dist/linux-amd64.tar.gz
if [ -f "$archive" ] && [ -z "$(find "$dist/activate-agent" -newer "$archive" -print -quit)" ]; then
  exit 0
fi
tar -C "$dist" --owner=0 --group=0 --numeric-owner --sort=name --exclude=.made-from -cf - activate-agent | gzip -6 >"$archive.new"
mv "$archive.new" "$archive"
(cd "$dist" && sha256sum linux-amd64.tar.gz >linux-amd64.tar.gz.sha256)
