#!/bin/sh
# Closed until configured: without a certificate, its key and at least one user with a hashed password nothing listens.
set -eu
secrets="${MILEPOST_PROXY_SECRETS:-/run/secrets}"

for name in proxy-certificate proxy-key proxy-users; do
  if [ ! -s "$secrets/$name" ] || [ ! -r "$secrets/$name" ]; then
    echo "The proxy does not start: $secrets/$name is missing, empty or unreadable (docs/deployment.md)" >&2
    exit 1
  fi
done
if ! grep -Eq '^[^:#[:space:]]+:\$(5|6|apr1|2[aby])\$' "$secrets/proxy-users"; then
  echo "The proxy does not start: $secrets/proxy-users has no line name:hash, as openssl passwd -6 makes it" >&2
  exit 1
fi
if grep -Evq '^(#.*|[^:#[:space:]]+:\$(5|6|apr1|2[aby])\$.*|)$' "$secrets/proxy-users"; then
  echo "The proxy does not start: $secrets/proxy-users has a line that is not name:hash" >&2
  exit 1
fi

exec nginx -g 'daemon off;'
