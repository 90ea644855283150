# Processes of this machine that end with the script, for tests/cluster.sh and tests/restore.sh: . tests/processes.sh TOOL…
# Exit code 77: a tool is not installed.
PATH=$PATH$(printf ':%s' /usr/lib/postgresql/*/bin):/usr/sbin
for tool; do command -v "$tool" >/dev/null || { echo "Skipped: $tool is not installed."; exit 77; }; done

work=$(mktemp -d)
declare -A pids=()
say() { echo "[$SECONDS s] $*"; }

# PostgreSQL refuses to be root.
as_postgres() {
  (cd / && if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi)
}

stop_all() {
  for pid in "${pids[@]}"; do kill -9 "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; done
  pids=()
  for server in "$work"/postgres/*/; do as_postgres pg_ctl -D "$server" -m immediate stop >/dev/null 2>&1 || true; done
}
clean_up() {
  local status=$?
  [ "$status" = 0 ] || for log in "$work"/*.log; do echo "--- $log"; tail -n 25 "$log"; done
  stop_all
  rm -rf "$work"
}
trap clean_up EXIT
# Stopped from outside, it ends what it started too.
trap "exit 1" INT TERM

# eventually WHAT COMMAND…: asks again until it succeeds. The bound only ends what hangs.
eventually() {
  local what=$1 end=$((SECONDS + 180)); shift
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || { echo "Never came about: $what"; exit 1; }
    for program in "${!pids[@]}"; do
      kill -0 "${pids[$program]}" 2>/dev/null || { echo "$program has ended by itself"; exit 1; }
    done
    sleep 0.2
  done
}
