#!/bin/sh
# EventStoreDB takes its first passwords from the environment alone: read here from files, they are not in the
# container's settings. They count when a database is made; later ones are set in EventStoreDB.
set -eu
EVENTSTORE_DEFAULT_ADMIN_PASSWORD=$(cat /run/secrets/esdb-admin-password)
EVENTSTORE_DEFAULT_OPS_PASSWORD=$(cat /run/secrets/esdb-ops-password)
export EVENTSTORE_DEFAULT_ADMIN_PASSWORD EVENTSTORE_DEFAULT_OPS_PASSWORD
# The program's name differs between builds of the 23.10 line.
for program in EventStore.ClusterNode eventstored; do
  [ ! -x "/opt/eventstore/$program" ] || exec "/opt/eventstore/$program" "$@"
done
echo "This image has no EventStoreDB in /opt/eventstore" >&2
exit 1
