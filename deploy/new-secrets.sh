#!/usr/bin/env bash
# Makes the folder of secrets that docker-compose.yml and deploy/kubernetes take: deploy/new-secrets.sh [FOLDER]
# What a processor gives you is not in it: add a file for each, named as the setting.
set -euo pipefail
folder=${1:-secrets}
[ ! -e "$folder" ] || { echo "$folder is there already: what is encrypted for its keys.pem, no other opens." >&2; exit 1; }
umask 077
mkdir "$folder"

# The database's own, and as the programs give it (Passfile).
password=$(openssl rand -hex 32)
printf %s "$password" > "$folder/postgres-password"
printf '*:*:*:cryptopay:%s\n' "$password" > "$folder/pgpass"

openssl req -x509 -newkey rsa:3072 -nodes -days 3650 -subj /CN=cryptopay-keys \
  -keyout "$folder/key.pem" -out "$folder/cert.pem" 2>/dev/null
cat "$folder/cert.pem" "$folder/key.pem" > "$folder/keys.pem"
rm "$folder/cert.pem" "$folder/key.pem"

key=$(openssl rand -base64 32)
printf %s "$key" | sha256sum | cut -d' ' -f1 > "$folder/ApiKeys__caller__Sha256"

# PostgreSQL's container reads it as a user of its own; nobody else gets into the folder.
chmod 444 "$folder/postgres-password"
chown -R 1654:1654 "$folder" 2>/dev/null ||
  echo "For Docker Compose the containers' user has to read it: sudo chown -R 1654:1654 $folder"
echo "The caller's API key, which is shown this once: $key"
