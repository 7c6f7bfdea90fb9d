export { CertificateRefused, CredentialsRefused, HostUnreachable } from './connection-errors';
export { EventStoreUrlInvalid, parseConnectionUrl } from './connection-url';
export { EventStoreDbEventStore, type EventStoreDbOptions } from './eventstoredb-event-store';
