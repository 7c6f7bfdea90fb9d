/** Under which an application provides its event store for injection. */
export const EVENT_STORE = Symbol('EventStore');
