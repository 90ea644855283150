#!/usr/bin/env bash
# Installs what the tests need and the machine lacks, then runs all tests. `--long` also runs what takes longer.
set -euo pipefail
cd "$(dirname "$0")"

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

# need COMMAND PACKAGE REASON
need() {
  command -v "$1" >/dev/null 2>&1 && return
  if command -v apt-get >/dev/null 2>&1 && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then
    echo "Installing $2 ($3)…"
    { as_root apt-get install -y -qq "$2" || { as_root apt-get update -qq && as_root apt-get install -y -qq "$2"; }; } >/dev/null 2>&1 && return
  fi
  echo "Missing: $1 (Debian package $2), $3. What needs it is skipped."
}

command -v dotnet >/dev/null 2>&1 || { echo "Missing: the .NET 10 SDK, https://dot.net/download"; exit 1; }
need zbarimg zbar-tools "reads the QR codes"

case "${1:-}" in
  --long) export CRYPTOPAY_TEST_LONG=1 ;;
  "") ;;
  *) echo "usage: ./test.sh [--long]"; exit 2 ;;
esac
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1

log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet build CryptoPay.sln -v quiet
status=0
# One test project at a time: some measure how long a start or an answer takes.
dotnet test --solution CryptoPay.sln --no-build --max-parallel-test-modules 1 2>&1 | tee "$log" || status=$?
count() { sed -n "s/^ *$1: *\([0-9][0-9]*\).*/\1/p" "$log" | tail -n 1; }
passed=$(count succeeded) failed=$(count failed)
echo "${passed:-0} passed, ${failed:-0} failed"
exit "$status"
