import { appendDecided, type DecidedOptions, type DecidedOutcome, type EventStore } from '@milepost/event-store';
import { MESSAGE_TYPES } from '../message';
import { decideOnEndpoint, type EndpointCommand } from './decide';
import { endpointOf, type Endpoint } from './endpoint';
import { endpointStream, type RecordedEndpointEvent } from './endpoint-event';

/** The write side of endpoints: each one's events are its stream. */
export class EndpointLedger {
  constructor(private readonly store: EventStore) {}

  /** The endpoint as its events leave it, undefined where there never was one. @throws EventStoreUnavailable */
  async find(id: string): Promise<Endpoint | undefined> {
    return endpointOf((await this.store.readStream(endpointStream(id))) as RecordedEndpointEvent[]);
  }

  /**
   * @param asked what tells the request from another one with the same idempotency key, where secrets made for this very
   * attempt must not; the command itself by default
   * @throws EventStoreUnavailable
   */
  execute(
    id: string,
    command: EndpointCommand,
    options: DecidedOptions,
    asked: object = command,
  ): Promise<DecidedOutcome> {
    return appendDecided(this.store, {
      ...options,
      stream: endpointStream(id),
      asked,
      decide: async (events) =>
        decideOnEndpoint(endpointOf(events as RecordedEndpointEvent[]), command, { id, knownTypes: MESSAGE_TYPES }),
    });
  }
}
