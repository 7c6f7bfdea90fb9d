import { EventIdReused, WrongExpectedRevision, type EventStore } from '../event-store';
import { notices, type NewEvent, type Notice, type RecordedEvent } from '@milepost/lifecycle';
import { v4 as randomId, v5 as namedId } from 'uuid';
import { commandHashOf, KEYS, type CommandMetadata } from './command-identity';

const MAX_TRIES = 5;

export interface DecidedOptions {
  readonly metadata: CommandMetadata;
  /** The same key again answers as the first time and writes nothing. */
  readonly idempotencyKey?: string;
  /** Refuse unless the stream is at this revision; -1: unless it does not exist. */
  readonly ifRevision?: number;
}

export interface Decided extends DecidedOptions {
  readonly stream: string;
  /** What tells this request from another one sent with the same key. */
  readonly asked: object;
  /** Decides on what the stream holds, anew whenever someone else was faster. */
  readonly decide: (events: readonly RecordedEvent[]) => Promise<StreamDecision>;
}

export type StreamDecision =
  | {
      readonly accepted: true;
      readonly facts: readonly Pick<NewEvent, 'type' | 'data'>[];
      readonly warnings: readonly Notice[];
    }
  | { readonly accepted: false; readonly errors: readonly Notice[] };

export type DecidedOutcome =
  | { readonly accepted: true; readonly position: string; readonly warnings: readonly Notice[] }
  | { readonly accepted: false; readonly errors: readonly Notice[] };

/**
 * Appends to a stream what was decided on all that it holds.
 * @throws EventStoreUnavailable
 */
export async function appendDecided(store: EventStore, request: Decided): Promise<DecidedOutcome> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    try {
      const outcome = await attempt(store, request);
      if (outcome !== null) return outcome;
    } catch (error) {
      // Someone else appended in the same moment, or the same key was used for another request.
      if (!(error instanceof WrongExpectedRevision || error instanceof EventIdReused)) throw error;
    }
  }
  return { accepted: false, errors: [notices.conflictPersists(null)] };
}

/** @returns `null` when the stream moved on in the same moment: look again */
async function attempt(
  store: EventStore,
  { stream, asked, decide, idempotencyKey, ifRevision, metadata }: Decided,
): Promise<DecidedOutcome | null> {
  const commandHash = commandHashOf({ stream, ...asked, ifRevision });
  const id = idempotencyKey === undefined ? randomId() : namedId(`${stream}/${idempotencyKey}`, KEYS);
  const events = await store.readStream(stream);
  const first = events.find((event) => event.id === id);
  if (first !== undefined) {
    return first.metadata.commandHash === commandHash
      ? { accepted: true, position: first.position, warnings: [] }
      : { accepted: false, errors: [notices.idempotencyKeyReused('idempotencyKey')] };
  }
  const actual = events.at(-1)?.revision ?? -1;
  if (ifRevision !== undefined && ifRevision !== actual) {
    return { accepted: false, errors: [notices.revisionStale('ifRevision', { expected: ifRevision, actual })] };
  }
  const decision = await decide(events);
  if (!decision.accepted) {
    // Decided on rules read after the stream: what came in between may be this very request's first try.
    const since = await store.readStream(stream, { from: events.length, limit: 1 });
    return since.length > 0 ? null : decision;
  }
  const written = decision.facts.map((fact) => ({ id, ...fact, metadata: { ...metadata, commandHash } }));
  const appended = await store.append(stream, events.at(-1)?.revision ?? 'none', written);
  // Without a key the id is this attempt's own: the store merely lost its first answer. With one, look who it was.
  if (appended.repeated && idempotencyKey !== undefined) return null;
  return { accepted: true, position: appended.position, warnings: decision.warnings };
}
