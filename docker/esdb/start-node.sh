#!/bin/sh
# EventStoreDB takes its first passwords from the environment alone: read here from files, they are not in the
# container's settings. They count when a database is made; later ones are set in EventStoreDB.
set -eu
EVENTSTORE_DEFAULT_ADMIN_PASSWORD=$(cat /run/secrets/esdb-admin-password)
EVENTSTORE_DEFAULT_OPS_PASSWORD=$(cat /run/secrets/esdb-ops-password)
export EVENTSTORE_DEFAULT_ADMIN_PASSWORD EVENTSTORE_DEFAULT_OPS_PASSWORD
exec /opt/eventstore/EventStore.ClusterNode "$@"
