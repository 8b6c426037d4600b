#!/bin/sh
# Breaks the code in small ways, one after the other, and sees that a test notices. What breaks and which test that is
# stands at the top of each patch in docs/breakages; docs/testing.md has the table.
#   breakages.sh [NN…]    applies each patch, or the numbered ones, to a copy of the checkout and runs its test
#   breakages.sh --check  only sees that every patch applies, names a test that there is, and stands in the table
#   breakages.sh --table  prints the table
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
cd "$root"
longest=600

usage() { echo "activate: breakages: $1 (expected: --check, --table or numbers such as 01 02)" >&2; exit 2; }

# A line of a patch's header.
header() { sed -n -e '/^diff --git /q' -e "s/^$1: //p" "$2"; }

name() { basename "$1" .patch; }

table() {
  echo '| No. | What breaks | Module | Caught by |'
  echo '|---|---|---|---|'
  awk '
    FNR == 1 { number = FILENAME; sub(/.*\//, "", number); sub(/-.*/, "", number) }
    sub(/^What: /, "") { what = $0 }
    sub(/^Module: /, "") { module = $0 }
    sub(/^Test: /, "") { test = $0 }
    /^diff --git / { printf "| %s | %s | `%s` | `%s` |\n", number, what, module, test; nextfile }' docs/breakages/*.patch
}

# Why a patch is of no use; nothing when it is.
fault() {
  for line in What Module Test; do
    [ "$(header "$line" "$1" | wc -l)" = 1 ] || { echo "it needs one line \"$line: …\" before the diff"; return; }
  done
  test=$(header Test "$1")
  module=$(header Module "$1")
  source=$(find "$module/src/test/java" -name "${test%%#*}.java" 2>/dev/null) || true
  [ -n "$source" ] || { echo "$module has no test ${test%%#*}"; return; }
  grep -q " ${test#*#}(" "$source" || { echo "${test%%#*} has no method ${test#*#}"; return; }
  git apply --check "$1" 2>/dev/null || echo "it does not apply: make it anew for the code as it is now"
}

check() {
  command -v git >/dev/null || { echo 'activate: breakages: not checked, git is not installed' >&2; return 3; }
  faults=0
  for patch in docs/breakages/*.patch; do
    why=$(fault "$patch")
    [ -z "$why" ] || { faults=$((faults + 1)); echo "activate: breakages: $patch: $why" >&2; }
  done
  if [ "$(table)" != "$(sed -n '/^| No\. /,/^$/p' docs/testing.md)" ]; then
    faults=$((faults + 1))
    echo 'activate: breakages: the table in docs/testing.md is not that of build-tools/breakages.sh --table' >&2
  fi
  [ "$faults" = 0 ]
}

selected() {
  [ $# -gt 0 ] || set -- ''
  for number in "$@"; do
    case $number in
      *[!0-9]*) usage "unknown argument $number" ;;
      ?) number=0$number ;;
    esac
    found=$(find docs/breakages -name "$number*.patch" | sort)
    [ -n "$found" ] || usage "there is no breakage $number"
    echo "$found"
  done
}

# Runs tests of a module of the copy; what they came to is in the module's reports.
run() {
  rm -rf "$1/target/surefire-reports"
  for offline in -o ''; do
    ended=0
    # shellcheck disable=SC2086  # empty means no option
    timeout --foreground -k 10 "$longest" ./mvnw $offline -B -Dquick -pl "$1" -am "-Dtest=$2" \
      -Dsurefire.failIfNoSpecifiedTests=false test </dev/null >"$log" 2>&1 || ended=$?
    [ "$ended" != 0 ] && grep -q 'in offline mode' "$log" || return "$ended"
  done
  return "$ended"
}

# Test methods in the reports of a module as Class#method: all of them, or only those that "failed".
methods() {
  find "$1/target/surefire-reports" -name 'TEST-*.xml' -exec cat {} + 2>/dev/null | awk -v only="${2:-}" '
    function attribute(key) { return match($0, " " key "=\"[^\"]*\"") ? substr($0, RSTART + length(key) + 3, RLENGTH - length(key) - 4) : "" }
    /^ *<testcase / {
      method = attribute("name"); class = attribute("classname")
      sub(/[^A-Za-z0-9_].*/, "", method); sub(/.*\./, "", class)
      if (!only) print class "#" method
    }
    only && /^ *<(failure|error)[ >]/ { print class "#" method }' | sort -u
}

# Why the patch that is applied was not caught; nothing when it was.
escape() {
  if [ "$2" = 124 ] || [ "$2" = 137 ]; then
    echo "the test did not end in $longest s"
  elif grep -q 'COMPILATION ERROR' "$log"; then
    echo 'the code does not compile with it'
  elif grep -Eq 'Failed to start quarkus|Build step .* threw an exception' "$log"; then
    echo 'the service does not start with it'
  elif ! methods "$1" | grep -qx "$3"; then
    echo "$3 did not run"
  elif ! methods "$1" failed | grep -qx "$3"; then
    echo "$3 passes with it"
  fi
}

# The tests must pass without any patch, or their failing says nothing. Once for each module.
sound() {
  case " $seen " in *" $1 "*) return ;; esac
  seen="$seen $1"
  tests=$(for patch in $patches; do
    [ "$(header Module "$patch")" != "$1" ] || header Test "$patch"
  done | sort -u | paste -sd , -)
  printf 'activate: %s without a breakage\n' "$1" >&2
  if ! run "$1" "$tests"; then
    printf 'activate: the tests of %s fail without a breakage:\n' "$1" >&2
    { methods "$1" failed; grep '^\[ERROR\]' "$log" | head -20; } >&2
    exit 1
  fi
}

breakages() {
  patches=$(selected "$@") || exit
  copy=$(mktemp -d "${TMPDIR:-/tmp}/activate-breakages.XXXXXX")
  log=$copy.log
  trap 'rm -rf "$copy" "$log"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' HUP TERM
  git ls-files -z --cached --others --exclude-standard |
    tar --null -T - --ignore-failed-read -cf - 2>/dev/null | tar -xf - -C "$copy"
  cd "$copy"
  git init -q
  seen=
  caught=0
  missed=0
  total=$(echo "$patches" | wc -l)
  for patch in $patches; do
    module=$(header Module "$patch")
    test=$(header Test "$patch")
    number=$(name "$patch")
    title="${number%%-*} ${number#*-}"
    sound "$module"
    printf 'activate: %s (%d/%d)\n' "$title" "$((caught + missed + 1))" "$total" >&2
    began=$(date +%s)
    git apply "$patch"
    code=0
    run "$module" "$test" || code=$?
    why=$(escape "$module" "$code" "$test")
    git apply -R "$patch"
    took=$(($(date +%s) - began))
    if [ -z "$why" ]; then
      caught=$((caught + 1))
      printf 'caught %s by %s (%d s)\n' "$title" "$test" "$took"
    else
      missed=$((missed + 1))
      printf 'missed %s: %s (%d s)\n' "$title" "$why" "$took"
      grep '^\[ERROR\]' "$log" | head -5 >&2 || true
    fi
  done
  printf '%d caught, %d missed\n' "$caught" "$missed"
  [ "$missed" = 0 ]
}

case ${1:-} in
  --check) check ;;
  --table) table ;;
  -*) usage "unknown argument $1" ;;
  *) breakages "$@" ;;
esac
