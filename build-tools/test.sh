#!/bin/sh
# Every check and test of the checkout: ./activate test [--full]. Ends with "N passed, N failed, N skipped".
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
cd "$root"
full=
stores=
for argument in "$@"; do
  case $argument in
    --full)
      full='-Dfull -De2e.skip=false -De2e.full=true'
      stores=target/stores.log ;;
    -h | --help)
      echo 'Usage: activate test [--full]'
      echo 'Runs every check and every test, and ends with "N passed, N failed, N skipped".'
      echo '      --full   Also the long ones: the end-to-end tests, fuzzing, and the services with real stores.'
      echo '  -h, --help   Show this help message and exit.'
      exit 0 ;;
    *) echo "activate: test: unknown argument $argument (expected: --full)" >&2; exit 2 ;;
  esac
done

mkdir -p target
log=target/test.log
printf 'activate: testing (log: %s)\n' "$root/$log" >&2

# Whether the breakages still fit the code; breaking it and running their tests is for build-tools/breakages.sh alone.
fits=0
build-tools/breakages.sh --check || fits=$?

# One line for each module and each test class that is over, and every error; of a failed test also what it says.
progress() {
  sed -un \
    -e '/^\[ERROR\].*<<< [A-Z]*!$/,/^[[:space:]]at /{/^\[/!{/^[[:space:]]at /!s/^/    | /p}}' \
    -e 's/^\[INFO\] Building \([^ ]*\) .*\[\([0-9]*\/[0-9]*\)\]$/activate: \1 (\2)/p' \
    -e 's/^\[[A-Z]*\] Tests run: \(.*\) -- in \(.*\)$/  \2: \1/p' \
    -e 's/^\[ERROR\] \(.*\)$/  error: \1/p' \
    -e 's/^with-stores/activate: &/p' >&2
}

verify() {
  # shellcheck disable=SC2086  # empty means no option
  ./mvnw $1 -B -T 1C --fail-at-end $full -Dsurefire.printSummary=true verify </dev/null 2>&1 | tee "$log" | progress
  grep -q 'BUILD SUCCESS' "$log"
}

tests=0
failed=0
skipped=0
failures=target/failures.txt
: >"$failures"
# The reports since the beginning; a second run of the same tests has a folder of its own below the first.
reports() {
  find . -path ./node_modules -prune -o -path '*/target/*-reports/*' -name 'TEST-*.xml' -newer target/.tests-began -print0
}

# Adds them up, one line "tests failures errors skipped" each; a nested suite is not counted twice.
count() {
  # shellcheck disable=SC2016  # for awk
  counts=$(reports | xargs -0 -r awk '
      function number(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : 0 }
      FNR == 1 { seen = 0 }
      /<testsuite[ >]/ && !seen { open = 1; $0 = substr($0, index($0, "<testsuite")) }
      open && !seen {
        text = text " " $0
        if (index($0, ">")) { $0 = text; t += number("tests"); f += number("failures") + number("errors"); s += number("skipped"); seen = 1; open = 0; text = "" }
      }
      END { print t + 0, f + 0, s + 0 }' | awk '{ t += $1; f += $2; s += $3 } END { print t + 0, f + 0, s + 0 }')
  tests=$((tests + ${counts%% *}))
  skipped=$((skipped + ${counts##* }))
  counts=${counts#* }
  failed=$((failed + ${counts%% *}))
  [ "${counts%% *}" = 0 ] || name_failures
}

# Whoever reads only the end shall know what to look at.
name_failures() {
  # shellcheck disable=SC2016  # for awk
  reports | xargs -0 -r awk '
      function value(name) { return match($0, " " name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : "" }
      /^[[:space:]]*<testcase / { test = value("classname") "#" value("name") }
      /^[[:space:]]*<(failure|error)[ >]/ { if (test != told) print test ": " substr(value("message"), 1, 300); told = test }' |
    sed -e 's/&#10;.*//' -e 's/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&apos;/'"'"'/g; s/&amp;/\&/g' >>"$failures"
}

built=0
offline=
[ ! -e target/.resolved-tests ] || offline=-o
touch target/.tests-began
verify "$offline" || built=1
if [ "$built" = 1 ] && [ -n "$offline" ] && grep -q 'in offline mode' "$log"; then
  built=0
  touch target/.tests-began
  verify '' || built=1
fi
[ "$built" = 1 ] || touch target/.resolved-tests
count

# The tests of the services once more, with real stores; each that cannot be had counts as skipped.
if [ -n "$stores" ] && [ "$built" = 0 ]; then
  touch target/.tests-began
  printf 'activate: the services once more, with real stores (log: %s)\n' "$root/$stores" >&2
  e2e/real/with-stores.sh ./mvnw -o -B -Dquick --fail-at-end -Dsurefire.printSummary=true -Dsurefire.failIfNoSpecifiedTests=false \
    -Dtest='activate.legacyapi.**,activate.internalapi.**,activate.cloudcacher.**,activate.agenthub.**' \
    -pl services/legacy-api,services/internal-api,services/cloud-cacher,services/agent-hub -am test </dev/null 2>&1 |
    tee "$stores" | progress
  grep -q 'BUILD SUCCESS' "$stores" || built=1
  count
  missing=$(grep -c '^with-stores: .*embedded one' "$stores" || true)
  tests=$((tests + missing))
  skipped=$((skipped + missing))
fi

# What a native executable of each service would be built from, after the tests have used what a JVM runs.
if [ -n "$stores" ] && [ "$built" = 0 ]; then
  tests=$((tests + 1))
  build-tools/native-sources.sh >&2 || failed=$((failed + 1))
fi

# A module that does not compile, or a check that fails, is a failure although no test says so.
if [ "$built" = 1 ] && [ "$failed" = 0 ]; then
  tests=$((tests + 1))
  failed=1
  printf 'activate: a check failed or a module did not build, see %s\n' "$root/$log" >&2
fi
case $fits in
  0) ;;
  3)
    tests=$((tests + 1))
    skipped=$((skipped + 1)) ;;
  *)
    tests=$((tests + 1))
    failed=$((failed + 1))
    printf 'activate: docs/breakages and docs/testing.md do not fit the code, see: build-tools/breakages.sh --check\n' >&2 ;;
esac
sed 's/^/failed: /' "$failures" >&2
printf '%s passed, %s failed, %s skipped\n' "$((tests - failed - skipped))" "$failed" "$skipped"
[ "$failed" = 0 ]
