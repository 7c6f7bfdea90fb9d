#!/bin/sh
# Once: an authority, and a certificate for each node of EventStoreDB. The authority's private key stays in a volume of
# its own that no other container mounts; each node sees its own key and nobody else's. Existing ones are left alone.
set -eu

if [ ! -e /authority/ca.key ]; then
  es-gencert-cli create-ca -days 3650 -out /tmp/authority
  cp /tmp/authority/ca.crt /trusted/ca.crt
  cp /tmp/authority/ca.crt /authority/ca.crt
  # Last: it tells that all of this was done.
  cp /tmp/authority/ca.key /authority/ca.key
  chmod 400 /authority/ca.key
fi
for node in esdb-1 esdb-2 esdb-3; do
  [ -e "/nodes/$node/done" ] && continue
  es-gencert-cli create-node -days 3650 -ca-certificate /authority/ca.crt -ca-key /authority/ca.key \
    -out "/tmp/$node" -ip-addresses 127.0.0.1 -dns-names "$node,localhost"
  cp "/tmp/$node/node.crt" "/tmp/$node/node.key" "/nodes/$node/"
  touch "/nodes/$node/done"
  chmod 400 "/nodes/$node/node.key"
  # The user that EventStoreDB runs as in its image.
  chown 1000:1000 "/nodes/$node/node.crt" "/nodes/$node/node.key"
done
chmod 644 /trusted/ca.crt
