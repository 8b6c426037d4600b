# shellcheck shell=sh disable=SC2034
# Sourced by ./activate and by build-tools/caches.sh: what the cache of classes was made with must be what it is used with.
# The supervisor's own words are enough: a cache that does not fit is passed over in silence.
supervisor_options='-Xms24m -Xmx320m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xlog:disable -Xlog:all=error:stderr
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow'
