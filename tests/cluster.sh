#!/usr/bin/env bash
# Starts what docker-compose.yml names, with the environment that it names, as processes of this machine: PostgreSQL twice, two
# silos, two gateways, and the proxy with its own file. A payment of each kind of account goes through the proxy to Settled,
# while one silo is killed. What differs from containers: the network is one of loopback (CRYPTOPAY_NETWORK), /run/secrets is
# a folder of this run, the programs are those of `dotnet build`, and a sandbox plays the processors.
# Exit code 77: something that it needs is not installed.
set -euo pipefail
cd "$(dirname "$0")/.."

/usr/bin/python3 -c 'import yaml' 2>/dev/null || { echo "Skipped: Python has no YAML (Debian: python3-yaml)."; exit 77; }
. tests/processes.sh docker-compose haproxy initdb psql openssl curl

net=127.$((RANDOM % 200 + 20)).$((RANDOM % 250 + 1)) proxy=

# environment SERVICE: as docker-compose.yml has it, NAME=value with a NUL after each.
environment() {
  /usr/bin/python3 - "$work/compose.yml" "$1" "$work" <<'PYTHON'
import sys, yaml
file, service, work = sys.argv[1:]
for name, value in yaml.safe_load(open(file))["services"][service]["environment"].items():
    print(f"{name}={value}".replace("$$", "$").replace("/run/secrets", f"{work}/secrets"), end="\0")
PYTHON
}

# scripts SERVICE: what PostgreSQL's container runs once it has made its database.
scripts() {
  /usr/bin/python3 - "$work/compose.yml" "$1" <<'PYTHON'
import sys, yaml
for volume in yaml.safe_load(open(sys.argv[1]))["services"][sys.argv[2]]["volumes"]:
    source, target = (volume["source"], volume["target"]) if isinstance(volume, dict) else volume.split(":")[:2]
    if target.startswith("/docker-entrypoint-initdb.d/"):
        print("deploy/" + source.rsplit("/deploy/", 1)[1])
PYTHON
}

# start NAME PROGRAM NAME=value…: one of our programs with this environment and what the base image sets, and no more.
start() {
  local name=$1 folder=src/$2/bin/Debug/net10.0 program=CryptoPay.$2.dll; shift 2
  (cd "$folder" && exec env -i PATH="$PATH" HOME="$work" DOTNET_ROOT="${DOTNET_ROOT:-}" ASPNETCORE_HTTP_PORTS=8080 \
    DOTNET_RUNNING_IN_CONTAINER=true DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=true "$@" dotnet "$program") >"$work/$name.log" 2>&1 &
  pids[$name]=$!
}

answers() { curl -fsS -m 5 -o /dev/null "$1" 2>/dev/null; }
api() {
  curl -fsS -m 10 -H "X-Api-Key: $key" -H 'Content-Type: application/json' "$proxy/v1/payment-intents$1" "${@:2}" 2>/dev/null
}
status_is() { api "/$1" | grep -q "\"status\":\"$2\""; }
has_ended() { ! kill -0 "$1" 2>/dev/null; }
control() { curl -fsS -m 10 -o /dev/null -X POST "http://$net.90:8090/sandbox/orders/$1/$2" 2>/dev/null; }
create() {
  api "" -d "{\"orderId\":\"$1\",\"amount\":\"10.00\",\"currency\":{\"isoCode\":\"USD\",\"cryptoCode\":\"$3\"},\"processor\":\"$2\"}" >/dev/null
}

# What the operator makes: secrets, and the accounts, which the sandbox plays.
key=$(deploy/new-secrets.sh "$work/secrets" | sed -n 's/^The caller.*: //p')
proxy=http://$net.10:8080 sandbox=http://$net.90:8090/sandbox
openssl ecparam -name prime256v1 -genkey -noout -out "$work/secrets/Processors__coinbase__PrivateKey"
for secret in btcpay__ApiKey btcpay__WebhookSecret bitpay__ApiToken coinbase__WebhookSecret commerce__ApiKey \
  commerce__WebhookSecret signed__ApiKey signed__WebhookSecret; do
  openssl rand -hex 32 >"$work/secrets/Processors__$secret"
done
secret() { cat "$work/secrets/Processors__$1"; }
cat >"$work/accounts.env" <<END
Processors__btcpay__Kind=BtcPay
Processors__btcpay__BaseUrl=$sandbox/btcpay
Processors__btcpay__StoreId=sandbox-store
Processors__bitpay__Kind=BitPay
Processors__bitpay__BaseUrl=$sandbox/bitpay
Processors__bitpay__WebhookUrl=$proxy/webhooks/bitpay
Processors__coinbase__Kind=Coinbase
Processors__coinbase__BaseUrl=$sandbox/coinbase
Processors__coinbase__KeyId=key
Processors__commerce__Kind=CoinbaseCommerce
Processors__commerce__BaseUrl=$sandbox/commerce
Processors__signed__Kind=Signed
Processors__signed__BaseUrl=$sandbox/signed
Processors__signed__WebhookUrl=$proxy/webhooks/signed
END
PUBLIC_BASE_URL=$proxy CRYPTOPAY_NETWORK=$net \
  docker-compose --project-directory "$work" -f docker-compose.yml config >"$work/compose.yml"
say "docker-compose.yml is well-formed; the network is $net"

chmod 711 "$work"
mkdir "$work/postgres" && cp "$work/secrets/postgres-password" "$work/postgres/password"
if [ "$(id -u)" = 0 ]; then chown -R postgres "$work/postgres"; fi
# postgres SERVICE NUMBER: at the address that ends in it.
postgres() {
  local of data=$work/postgres/$1 host=$net.$2
  mapfile -d '' -t of < <(environment "$1")
  [[ " ${of[*]} " == *" POSTGRES_PASSWORD_FILE=$work/secrets/postgres-password "* ]]
  database() { printf '%s\n' "${of[@]}" | sed -n "s/^POSTGRES_$1=//p"; }
  as_postgres initdb -D "$data" -U "$(database USER)" -E UTF8 --locale=C.UTF-8 --auth=scram-sha-256 \
    --pwfile="$work/postgres/password" >"$work/$1.log"
  as_postgres pg_ctl -D "$data" -l "$work/postgres/$1.log" -w -t 180 start \
    -o "-c listen_addresses=$host -c unix_socket_directories=" >>"$work/$1.log"
  sql() { PGPASSFILE=$work/secrets/pgpass psql -q -h "$host" -U "$(database USER)" -d "$1" "${@:2}"; }
  sql postgres -c "CREATE DATABASE $(database DB)"
  for script in $(scripts "$1"); do sql "$(database DB)" -f "$script"; done
}
postgres postgres 2
postgres postgres-keys 3
say "Both servers of PostgreSQL run"

start sandbox Sandbox ASPNETCORE_URLS="http://$net.90:8090" Sandbox__AllowInProduction=true \
  Sandbox__ConnectionString="Data Source=$work/sandbox.db" \
  Sandbox__BtcPay__ApiKey="$(secret btcpay__ApiKey)" Sandbox__BtcPay__WebhookSecret="$(secret btcpay__WebhookSecret)" \
  Sandbox__BtcPay__WebhookUrl="$proxy/webhooks/btcpay" Sandbox__BitPay__ApiToken="$(secret bitpay__ApiToken)" \
  Sandbox__Coinbase__KeyId=key Sandbox__Coinbase__PublicKey="$(secret coinbase__PrivateKey | openssl ec -pubout 2>/dev/null)" \
  Sandbox__Coinbase__WebhookSecret="$(secret coinbase__WebhookSecret)" Sandbox__Coinbase__WebhookUrl="$proxy/webhooks/coinbase" \
  Sandbox__CoinbaseCommerce__ApiKey="$(secret commerce__ApiKey)" Sandbox__CoinbaseCommerce__WebhookUrl="$proxy/webhooks/commerce" \
  Sandbox__CoinbaseCommerce__WebhookSecret="$(secret commerce__WebhookSecret)" \
  Sandbox__Signed__ApiKey="$(secret signed__ApiKey)" Sandbox__Signed__WebhookSecret="$(secret signed__WebhookSecret)"
for silo in silo-1 silo-2; do mapfile -d '' -t of < <(environment $silo); start $silo Silo "${of[@]}"; done
for gateway in gateway-1 gateway-2; do mapfile -d '' -t of < <(environment $gateway); start $gateway Gateway "${of[@]}"; done
mapfile -d '' -t of < <(environment proxy)
env "${of[@]}" haproxy -db -f deploy/haproxy.cfg >"$work/proxy.log" 2>&1 &
pids[proxy]=$!
eventually "a sandbox" answers "$sandbox"
for address in 11 12 21 22; do
  for probe in live ready; do eventually "$net.$address is $probe" answers "http://$net.$address:8080/health/$probe"; done
done
eventually "the proxy passes on" answers "$proxy/health/ready"
say "Two silos, two gateways and the proxy are ready"

accounts="btcpay bitpay coinbase commerce signed"
coin_of() { if [ "$1" = coinbase ]; then echo USDC; else echo BTC; fi; }
orders=$(for account in $accounts; do echo "$account-1 $account-2"; done)
for order in $orders; do
  eventually "$order is made" create "$order" "${order%-*}" "$(coin_of "${order%-*}")"
  eventually "$order has an invoice" status_is "$order" AwaitingPayment
  control "$order" pay
done
say "Two payments of each kind of account are made and paid: $accounts"

kill -9 "${pids[silo-1]}"
wait "${pids[silo-1]}" 2>/dev/null || true
unset 'pids[silo-1]'
say "silo-1 is killed"
for order in $orders; do control "$order" "confirm?blocks=6"; done
for order in $orders; do eventually "$order is settled" status_is "$order" Settled; done
say "All are Settled"

# As a container is stopped.
for name in gateway-1 gateway-2 silo-2; do
  pid=${pids[$name]}
  kill -TERM "$pid"
  unset "pids[$name]"
  eventually "the end of $name" has_ended "$pid"
  wait "$pid" || { echo "$name did not end well"; exit 1; }
done
say "What is stopped ends by itself"
