#!/bin/sh
# Makes the passwords of the deployment in ./secrets beside this script; what is there already stays as it is.
# usage: docker/make-secrets.sh [PROXY-USER]    with a user who may come in by the proxy: asks for the password, or takes
#                                               it from standard input
set -eu
umask 077
cd "$(dirname "$0")"
mkdir -p secrets
# The folder is closed to others; the files are open, since the users inside the containers have other numbers.
chmod 700 secrets

put() {
  [ -e "secrets/$1" ] || cat > "secrets/$1"
  chmod 644 "secrets/$1"
}
password() { openssl rand -hex 24; }

[ -e secrets/database-url ] || {
  password | put postgres-password
  echo "postgresql://milepost:$(cat secrets/postgres-password)@postgres:5432/milepost" | put database-url
}
[ -e secrets/eventstore-url ] || {
  password | put esdb-admin-password
  password | put esdb-ops-password
  nodes=esdb-1:2113,esdb-2:2113,esdb-3:2113
  echo "esdb://admin:$(cat secrets/esdb-admin-password)@$nodes?tls=true" | put eventstore-url
}
# Seals the secrets of webhook endpoints in the database: whoever has both can sign in this server's name.
[ -e secrets/webhook-key ] || openssl rand -base64 32 | put webhook-key
[ $# -eq 0 ] || {
  case "$1" in *[:#\ ]*) echo "A user's name has no space, colon or number sign" >&2; exit 1 ;; esac
  if [ -t 0 ]; then hash=$(openssl passwd -6); else hash=$(openssl passwd -6 -stdin); fi
  touch secrets/proxy-users
  grep -v "^$1:" secrets/proxy-users > secrets/proxy-users.new || true
  echo "$1:$hash" >> secrets/proxy-users.new
  # Written in place: a container holds on to the file itself, not to its name.
  cat secrets/proxy-users.new > secrets/proxy-users
  rm secrets/proxy-users.new
  chmod 644 secrets/proxy-users
}
for name in checkpoint-key checkpoint-verifier-key proxy-certificate.pem proxy-key.pem proxy-users; do
  [ -e "secrets/$name" ] || echo "still missing: secrets/$name (docs/deployment.md says how it is made)"
done
