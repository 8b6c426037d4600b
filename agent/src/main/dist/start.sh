#!/bin/sh
# Starts the agent's present version; install.sh makes this bin/activate-agent of the directory that it installs into. For `run` it stays,
# as the agent's parent: a version that `upgrade` has laid ready is tried for a minute, and where it does not link the present one goes on.
#
# Files of the directory above, whose first line names a directory below versions/:
#   current   what is started
#   previous  what was current before; started where current is missing or damaged
#   next      laid ready by `upgrade`, tried once
#   trying    tried now, or left over from a trial that was cut short
#   refused   tried, and did not link; the second line says why
# Every step is one rename: a version is there whenever this is killed, and a full disk stops none.
root=$(dirname -- "$(readlink -f -- "$0")")
root=${root%/bin}

# Where nothing is open, the next file that is opened would be taken for input or output.
if [ -d /proc/self/fd ]; then
  [ -e /proc/self/fd/0 ] || exec 0</dev/null
  [ -e /proc/self/fd/1 ] || exec 1>/dev/full
  [ -e /proc/self/fd/2 ] || exec 2>/dev/null
fi

program_of() {
  version=
  [ ! -r "$root/$1" ] || IFS= read -r version <"$root/$1"
  case $version in
    '' | *[!0-9a-f]*) return 1 ;;
  esac
  program=$root/versions/$version/bin/activate-agent
  [ -x "$program" ]
}

choose() {
  program_of current || program_of previous || {
    printf 'activate-agent: no version of the agent is left in %s\nhint: run install.sh again\n' "$root" >&2
    exit 1
  }
}

if [ "${1:-}" != run ]; then
  choose
  exec "$program" "$@"
fi

state=
before=
for word in "$@"; do
  [ "$before" != --state ] || state=$word
  case $word in
    --state=*) state=${word#--state=} ;;
  esac
  before=$word
done
trial=${ACTIVATE_AGENT_TRIAL_SECONDS:-60}
case $trial in
  *[!0-9]*) trial=60 ;;
esac
# A version that links and falls over is none.
steady=5

say() {
  printf '%s %s %s\n' "$(date +%Y-%m-%dT%H:%M:%S)" "$1" "$2" >&2
}

child=
ending=
end() {
  ending=yes
  [ -z "$child" ] || kill -TERM "$child" 2>/dev/null
}
trap end TERM INT HUP

begin() {
  ACTIVATE_AGENT_SUPERVISOR=$$ "$program" "$@" &
  child=$!
  [ -z "$ending" ] || kill -TERM "$child" 2>/dev/null
}

# Sets code. A signal to this shell ends the wait, not the agent.
finish() {
  while :; do
    wait "$child"
    code=$?
    if [ "$code" -le 128 ] || ! kill -0 "$child" 2>/dev/null; then
      break
    fi
  done
  child=
}

is_linked() {
  said=
  [ ! -r "$state/status.json" ] || IFS= read -r said <"$state/status.json"
  case $said in
    *'"connected":true'*) ;;
    *) return 1 ;;
  esac
  case $said in
    *"\"pid\":$child,"* | *"\"pid\":$child}"*) ;;
    *) return 1 ;;
  esac
}

# Seconds are counted, not read from a clock, which may be set meanwhile.
judge() {
  waited=0
  linked=0
  while [ "$waited" -lt "$trial" ]; do
    sleep 1
    [ -z "$ending" ] || return 1
    if ! kill -0 "$child" 2>/dev/null; then
      finish
      reason="it ended with exit code $code"
      return 1
    fi
    linked=$((linked + 1))
    is_linked || linked=0
    [ "$linked" -lt "$steady" ] || return 0
    waited=$((waited + 1))
  done
  reason="it did not link within $trial s"
  return 1
}

keep() {
  if mv -f "$root/current" "$root/previous" && mv -f "$root/trying" "$root/current"; then
    rm -f "$root/refused"
    say INFO "upgrade done version=$version"
  else
    say WARNING "upgrade not kept version=$version: the next start takes the version before"
  fi
}

refuse() {
  waited=0
  while [ -n "$child" ] && [ "$waited" -lt 10 ] && kill -TERM "$child" 2>/dev/null; do
    sleep 1
    waited=$((waited + 1))
  done
  if [ -n "$child" ]; then
    kill -KILL "$child" 2>/dev/null
    finish
  fi
  printf '%s, at %s\n' "$reason" "$(date +%Y-%m-%dT%H:%M:%S%z)" 2>/dev/null >>"$root/trying"
  mv -f "$root/trying" "$root/refused"
  say WARNING "upgrade given up version=$version reason=\"$reason\": the version before goes on"
}

while :; do
  if mv -f "$root/next" "$root/trying" 2>/dev/null && program_of trying; then
    say INFO "upgrade tried version=$version"
    begin "$@"
    if judge; then
      keep
    elif [ -z "$ending" ]; then
      refuse
      [ -z "$ending" ] || exit "$code"
      continue
    fi
  else
    choose
    begin "$@"
  fi
  finish
  # Ended by `upgrade`, not by whoever ends this.
  if [ "$code" != 143 ] || [ -n "$ending" ] || [ ! -e "$root/next" ]; then
    exit "$code"
  fi
done
