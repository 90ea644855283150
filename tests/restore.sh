#!/usr/bin/env bash
# The drill of docs/operations.md: a database is backed up while payments are made, its disk is lost, and it is restored to a
# point in time. What was made until then is there, its encrypted values open, and what was made since is made again by the
# same call. Whom somebody had erased since stays erased, as data keys and erasures have a server of their own. It runs
# PostgreSQL twice, a silo and a gateway, from `dotnet build`, on free ports of this machine.
# Exit code 77: something that it needs is not installed.
set -euo pipefail
cd "$(dirname "$0")/.."

. tests/processes.sh initdb psql pg_basebackup openssl curl /usr/bin/python3
key=drill-key
port() { /usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
database=$(port) keys_database=$(port) gateway=$(port) silo=$(port)

sql() { psql -qtA -h 127.0.0.1 -p "$database" -U cryptopay -d "${2:-cryptopay}" -c "$1"; }

start() {
  local program=$1; shift
  (cd "src/$program/bin/Debug/net10.0" && exec env Storage__Provider=Postgres Storage__KeysCertificatePath="$keys" \
    Storage__ConnectionString="Host=127.0.0.1;Port=$database;Username=cryptopay;Database=cryptopay" \
    Storage__DataKeysConnectionString="Host=127.0.0.1;Port=$keys_database;Username=cryptopay;Database=data_keys" \
    Storage__ErasuresConnectionString="Host=127.0.0.1;Port=$keys_database;Username=cryptopay;Database=erasures" \
    Processors__shop__Kind=BtcPay Processors__shop__BaseUrl=http://localhost:1 Processors__shop__ApiKey=key \
    Processors__shop__StoreId=store Processors__shop__WebhookSecret=secret \
    "$@" dotnet "CryptoPay.$program.dll") >"$work/$program.log" 2>&1 &
  pids[$program]=$!
}
start_silo() {
  start Silo Cluster__Address=127.0.0.1 Cluster__SiloPort="$(port)" Cluster__GatewayPort="$(port)" \
    ASPNETCORE_URLS="http://127.0.0.1:$silo"
}
start_all() {
  start_silo
  start Gateway Cluster__Mode=Client ASPNETCORE_URLS="http://127.0.0.1:$gateway" \
    Gateway__PublicBaseUrl=https://pay.example.com ApiKeys__drill__Sha256="$(printf %s "$key" | sha256sum | cut -d' ' -f1)" \
    ApiKeys__drill__Scopes__0=payments:create ApiKeys__drill__Scopes__1=payments:read ApiKeys__drill__Scopes__2=ops:approve
  eventually "the gateway is ready" curl -fs -m 5 -o /dev/null "http://127.0.0.1:$gateway/health/ready"
}
# make SERVER PORT, with its settings as they come in.
make() {
  as_postgres initdb -D "$work/postgres/$1" -U cryptopay -E UTF8 --locale=C.UTF-8 --auth=trust >"$work/$1.log"
  { printf "port = %s\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\n" "$2"; cat; } |
    as_postgres tee -a "$work/postgres/$1/postgresql.conf" >/dev/null
}
start_postgres() { as_postgres pg_ctl -D "$work/postgres/$1" -l "$work/postgres/$1.log" -w -t 180 start >/dev/null; }

api() { curl -s -m 10 -H "X-Api-Key: $key" -H 'Content-Type: application/json' "$@"; }
address() { echo "http://127.0.0.1:$gateway/v1/payment-intents$1"; }
# The link has a code in it that is made by a key that stands encrypted in the database.
link() { sed -n 's/.*"payUrl":"\([^"]*\)".*/\1/p'; }
made() {
  api "$(address "")" -d "{\"orderId\":\"$1\",\"amount\":\"10.00\",\"currency\":{\"isoCode\":\"USD\",\"cryptoCode\":\"BTC\"},
    \"metadata\":{\"customerRef\":\"customer of $1\"}}" | link | grep .
}
create() { eventually "$1 is made" made "$1"; }
# of_customer ACTION ORDER: erases the order's customer, or exports what is known of them.
of_customer() { api "http://127.0.0.1:$gateway/v1/customers/$1" -d "{\"customerRef\":\"customer of $2\"}"; }
erased() { of_customer erasures "$1" | grep -q '"keysDestroyed":1'; }
certificate() {
  openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=keys -keyout "$work/key" -out "$work/cert" 2>/dev/null
  cat "$work/cert" "$work/key" >"$1"
}

keys=$work/keys.pem
certificate "$keys"
chmod 711 "$work"
mkdir "$work/postgres" "$work/postgres/log-files"
if [ "$(id -u)" = 0 ]; then chown -R postgres "$work/postgres"; fi
make data "$database" <<END
archive_mode = on
archive_command = 'cp %p $work/postgres/log-files/%f'
END
make keys "$keys_database" </dev/null
start_postgres data
start_postgres keys
sql "CREATE DATABASE cryptopay" postgres
for one in data_keys erasures; do psql -q -h 127.0.0.1 -p "$keys_database" -U cryptopay postgres -c "CREATE DATABASE $one"; done
start_all
say "A silo and a gateway run on PostgreSQL, which archives its log"

before=$(create A)
create D >/dev/null
of_customer exports D | grep -q "customer of D" || { echo "The export lacks D: $(of_customer exports D)"; exit 1; }
as_postgres pg_basebackup -h 127.0.0.1 -p "$database" -U cryptopay -D "$work/postgres/backup" --checkpoint=fast
since=$(create B)
point=$(sql "SELECT now()")
create C >/dev/null
eventually "the customer of D is erased" erased D
segment=$(sql "SELECT pg_walfile_name(pg_current_wal_lsn())")
sql "SELECT pg_switch_wal()" >/dev/null
eventually "the log is archived" as_postgres test -e "$work/postgres/log-files/$segment"
say "Backed up, with one payment before, one after it, and one after $point, when also the customer of D was erased"

stop_all
as_postgres rm -rf "$work/postgres/data"
as_postgres cp -a "$work/postgres/backup" "$work/postgres/data"
as_postgres tee -a "$work/postgres/data/postgresql.conf" >/dev/null <<END
restore_command = 'cp $work/postgres/log-files/%f %p'
recovery_target_time = '$point'
recovery_target_action = 'promote'
END
as_postgres touch "$work/postgres/data/recovery.signal"
start_postgres data
start_postgres keys
restored() { [ "$(sql "SELECT pg_is_in_recovery()")" = f ]; }
eventually "it is restored" restored
say "The disk was lost, and the database is restored to that point"

keys=$work/another.pem
certificate "$keys"
start_silo
if wait "${pids[Silo]}"; then echo "A silo with another certificate started."; exit 1; fi
grep -q "this certificate does not open the keys" "$work/Silo.log"
unset 'pids[Silo]'
say "A silo with another certificate does not start"

keys=$work/keys.pem
start_all
get() { api "$(address "/$1")"; }
answers() { get "$1" | link | grep -qxF "$2"; }
eventually "A is there with its link" answers A "$before"
eventually "B is there with its link" answers B "$since"
get C | grep -q '"errorCode":"not_found"' || { echo "C is there: $(get C)"; exit 1; }
create C >/dev/null
say "What was made until then is there and opens; what was made since is made again by the same call"
get D | grep -q '"status":"Requested"' || { echo "D is lost: $(get D)"; exit 1; }
if of_customer exports D | grep -q "customer of D"; then echo "D came back: $(of_customer exports D)"; exit 1; fi
say "Who was erased since is erased still"
