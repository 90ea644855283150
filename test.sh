#!/usr/bin/env bash
# Installs what the tests need and the machine lacks, then runs all tests. `--long` also runs what takes longer.
set -euo pipefail
cd "$(dirname "$0")"

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

# need COMMAND_OR_FILE PACKAGE REASON [OPTION OF APT-GET]
need() {
  { command -v "$1" >/dev/null 2>&1 || [ -e "$1" ]; } && return
  if command -v apt-get >/dev/null 2>&1 && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then
    echo "Installing $2 ($3)…"
    { as_root apt-get install -y -qq ${4:+"$4"} "$2" ||
      { as_root apt-get update -qq && as_root apt-get install -y -qq ${4:+"$4"} "$2"; }; } >/dev/null 2>&1 && return
  fi
  echo "Missing: $1 (Debian package $2), $3. What needs it is skipped."
}

command -v dotnet >/dev/null 2>&1 || { echo "Missing: the .NET 10 SDK, https://dot.net/download"; exit 1; }
need zbarimg zbar-tools "reads the QR codes"
need node nodejs "runs Genesys Cloud's own client, and receivers of webhooks that are not ours"
need npm npm "installs them"
need chromium chromium "opens the pages as people do"
# Debian keeps PostgreSQL's programs out of PATH, by version.
PATH=$PATH$(printf ':%s' /usr/lib/postgresql/*/bin)
need pg_ctl postgresql "keeps what the tests of PostgreSQL write"
need javac default-jdk-headless "runs the engines that Genesys Cloud runs data actions with"
need /usr/share/java/velocity.jar velocity "renders their templates"
need /usr/share/java/json-path.jar libjsonpath-java "maps their answers"
need /usr/share/java/gson.jar libgoogle-gson-java "reads what they are asked"
PATH=$PATH:/usr/sbin
need haproxy haproxy "runs the proxy of docker-compose.yml"
need docker-compose docker-compose "checks docker-compose.yml; it needs no engine" --no-install-recommends
need prometheus prometheus "looks at the gateway, and holds alert rules and dashboard" --no-install-recommends
need faketime faketime "sets the clock of a program for a drill"
need /usr/lib/python3/dist-packages/yaml python3-yaml "reads what it says"

left_out=(Measures=Speed Form=Long)
case "${1:-}" in
  --long) export CRYPTOPAY_TEST_LONG=1; left_out=(Measures=Speed) ;;
  "") ;;
  *) echo "usage: ./test.sh [--long]"; exit 2 ;;
esac
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1
# Programs that live so short do not earn back what it costs to watch themselves.
export DOTNET_TieredPGO=0

log=$(mktemp) failures=$(mktemp)
trap 'rm -f "$log" "$failures"' EXIT
status=0 passed=0 failed=0 skipped=0

# last WORD: the number that stands after it in the last summary, 0 without one.
last() { sed -n "s/^ *$1: *\([0-9][0-9]*\).*/\1/p" "$log" | tail -n 1 | grep . || echo 0; }

# took SINCE WHAT: how long that was.
took() { echo "$2: $((SECONDS - $1)) s"; }

# run OPTIONS: the tests that these choose, added to the count.
run() {
  local began=$SECONDS
  dotnet test --solution CryptoPay.sln --no-build "$@" 2>&1 | tee "$log" || status=$?
  took "$began" tests
  passed=$((passed + $(last succeeded))) failed=$((failed + $(last failed)))
  skipped=$((skipped + $(last skipped)))
  # Each with what is said of it, which is indented.
  awk '/^failed / {of = 1; print; next} /^[^ ]/ {of = 0} of' "$log" >>"$failures"
}

began=$SECONDS
dotnet restore CryptoPay.sln --locked-mode -v quiet
dotnet build CryptoPay.sln --no-restore -v quiet
took "$began" build
# Layout alone: style is what the build checks, and all of `dotnet format` takes minutes to say the same.
began=$SECONDS
dotnet format whitespace CryptoPay.sln --no-restore --verify-no-changes
took "$began" layout
# Some mostly wait.
run --max-parallel-test-modules 4 --filter-not-trait "${left_out[@]}"
# Last and alone: whatever runs beside them slows them. 8 is the exit code of a project that has none.
run --max-parallel-test-modules 1 --filter-trait Measures=Speed --ignore-exit-code 8
# The programs as docker-compose.yml starts them, and beside it the drill of a restore: both mostly wait.
began=$SECONDS logs=$(mktemp -d)
for script in cluster restore; do
  { code=0; "tests/$script.sh" >"$logs/$script" 2>&1 || code=$?; echo "$code" >"$logs/$script.code"; } &
done
wait
for script in cluster restore; do
  echo "tests/$script.sh"
  cat "$logs/$script"
  case $(cat "$logs/$script.code") in
    0) passed=$((passed + 1)) ;;
    77) skipped=$((skipped + 1)) ;;
    *) failed=$((failed + 1)) status=1 ;;
  esac
done
took "$began" scripts
rm -rf "$logs"
# Once more, as they stand far above.
cat "$failures"
took 0 "all of it"
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
