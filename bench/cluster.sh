#!/usr/bin/env bash
# What callers notice when parts of a cluster of ours die: silos, gateways, PostgreSQL, the processor.
#
#   bench/cluster.sh                       all cases, about an hour and a half
#   bench/cluster.sh kill freeze           these
#   bench/cluster.sh kill --variant ours   without Orleans' own settings beside
#   bench/cluster.sh --small               tries all with little: it shows that they work, and no figure worth keeping
#   bench/cluster.sh --help                all cases and options
#
# Best on a machine that does nothing else. As root it uses PostgreSQL's user (setpriv); the case cut needs root, ip and
# iptables, as one silo gets a network of its own; the rolling cases need haproxy, else gateways are not replaced.
# Progress and the table go to stdout, the table also to bench/results/cluster.md. Exit code 1: something was lost or
# doubled, or a case broke. 2: called wrongly.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# The version that rolling-upgrade starts from.
old=first-on-postgres

# compile PROJECT OPTIONS: says only what is wrong.
compile() { dotnet build "$1" -c Release -v quiet -clp:NoSummary -nologo "${@:2}" >&2; }

compile bench/Cluster
bench() { dotnet bench/Cluster/bin/Release/net10.0/CryptoPay.Cluster.dll "$@"; }
needs=$(bench --needs "$@")
case " $* " in *" --help "*) bench "$@"; exit ;; esac

trees=$(mktemp -d)
drop_trees() {
  for tree in "$trees"/*; do [ ! -d "$tree" ] || git worktree remove --force "$tree"; done
  rmdir "$trees"
}
trap drop_trees EXIT

# build FOLDER OPTIONS: silo, gateway and sandbox there.
build() {
  echo "Building ${1/#$root/the work tree}..."
  for project in Gateway Sandbox; do compile "$1/src/$project" "${@:2}"; done
}

# patch FILE SED PATTERN: exactly one line has the pattern, else the stock variant is none.
patch() {
  [ "$(grep -c -- "$3" "$1")" = 1 ] || { echo "$1 has no one line with: $3. Adapt bench/cluster.sh."; exit 1; }
  sed -i "$2" "$1"
}

builds=(--ours "$root")
build "$root"
for what in $needs; do
  case $what in
    old)
      git worktree add --quiet --detach "$trees/old" "$old"
      build "$trees/old"
      builds+=(--old "$trees/old") ;;
    stock)
      # The same product with what Orleans and Npgsql do unasked.
      git worktree add --quiet --detach "$trees/stock" HEAD
      (
        cd "$trees/stock/src"
        patch Silo/Membership.cs '/Configure<ClusterMembershipOptions>(SetPatience)/d' \
          'Configure<ClusterMembershipOptions>(SetPatience)'
        patch Hosting/Cluster/ClusterComposition.cs '/Configure<GatewayOptions>/d' \
          'Configure<GatewayOptions>(silos => silos.GatewayListRefreshPeriod = SiloListPeriod)'
        patch Hosting/Storage/PostgresConnections.cs 's/server\[keyword\] = value;/_ = value;/' \
          'if (!server.ShouldSerialize(keyword)) server\[keyword\] = value;'
      )
      build "$trees/stock" -p:TreatWarningsAsErrors=false -p:RunAnalyzers=false
      builds+=(--stock "$trees/stock") ;;
  esac
done

mkdir -p bench/results
bench "$@" "${builds[@]}" --results "$root/bench/results/cluster.md"
