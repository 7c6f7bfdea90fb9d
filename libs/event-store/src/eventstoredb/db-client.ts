import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import {
  EventStoreDBClient,
  type JSONEventType,
  type ResolvedEvent,
  BACKWARDS,
  END,
  FORWARDS,
  jsonEvent,
  NO_STREAM,
  START,
  streamNameFilter,
} from '@eventstore/db-client';
import type { ExpectedRevision } from '../event-store';
import type { ConnectionTarget, Host } from './connection-url';
import { toFailure, toWireError } from './db-client-errors';
import { DbClientSubscription } from './db-client-subscription';
import { noAnswer, within } from './deadline';
import { AnswerLost } from './wire-errors';
import type { AllPart, Appended, StreamPart, WireClient, WireEvent, WireRecord, WireSubscription } from './wire';

type Resolved = ResolvedEvent<JSONEventType>;
type Reading = ReturnType<EventStoreDBClient['readStream']>;

/** Names of all streams but the system's, for the server to filter by: $stats and the like never come to us. */
const NOT_OF_THE_SYSTEM = '^[^$]';
/** Every so many times 32 events the server says how far it has looked. We don't go by it, see `subscription.ts`. */
const CHECKPOINT_INTERVAL = 1_000;
/** Events that a subscription holds, at most, on either side of its converter. */
const AHEAD = 256;
/** Longest wait for streams to end that were told to. */
const DISPOSE_MS = 2_000;

/** The client, with its channel, which it never closes by itself: the next client would share its broken connection. */
class ClosableClient extends EventStoreDBClient {
  private channel: { close(): void } | undefined;

  /** Takes note of the channel from now on. */
  watched(): this {
    const open = this.getChannel;
    this.getChannel = async () => {
      const channel = await open();
      this.channel = channel;
      return channel;
    };
    return this;
  }

  closeChannel(): void {
    this.channel?.close();
  }
}

/** The client `@eventstore/db-client`; of our files only this one and its neighbours `db-client-*` know it. */
export class DbClient implements WireClient {
  private readonly client: ClosableClient;
  /** Told when the client is given up: it drops what is under way without a word. */
  private readonly pending = new Set<(error: AnswerLost) => void>();
  private opened: Promise<void> | undefined;
  private disposed = false;

  /**
   * @param endpoint the one server to talk to instead of those of the target
   * @param answerMs longest wait for any answer, in milliseconds
   */
  constructor(
    target: ConnectionTarget,
    private readonly answerMs: number,
    endpoint?: Host,
  ) {
    this.client = createClient(target, endpoint);
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly WireEvent[]): Promise<Appended> {
    // The first append opens the way for all, and is passed meanwhile by those that find it open: instants would go back.
    if (this.opened !== undefined) await this.opened;
    const sent = this.send(stream, expected, events);
    this.opened ??= sent.then(ignore, ignore);
    return sent;
  }

  readStream(stream: string, { from, limit }: StreamPart): Promise<WireRecord[]> {
    const first = { direction: FORWARDS, fromRevision: from === 'end' ? END : BigInt(from) } as const;
    const order = from === 'end' ? ({ direction: BACKWARDS, fromRevision: END } as const) : first;
    return this.collect(limit, () =>
      this.client.readStream(stream, { ...order, maxCount: limit, requiresLeader: true }),
    );
  }

  readAll({ from, backwards = false, limit }: AllPart): Promise<WireRecord[]> {
    const direction = backwards ? BACKWARDS : FORWARDS;
    return this.collect(limit, () =>
      this.client.readAll({ direction, fromPosition: toPosition(from), maxCount: limit }),
    );
  }

  subscribe(after: string): WireSubscription {
    this.assertInUse();
    const filter = streamNameFilter({ regex: NOT_OF_THE_SYSTEM, checkpointInterval: CHECKPOINT_INTERVAL });
    const stream = this.client.subscribeToAll({ fromPosition: toPosition(after), filter }, { highWaterMark: AHEAD });
    const subscription = new DbClientSubscription(stream, toRecord, this.answerMs);
    const giveUp = (error: AnswerLost) => subscription.fail(error);
    this.pending.add(giveUp);
    stream.once('close', () => this.pending.delete(giveUp));
    return subscription;
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    for (let round = 0; round < 2; round++) {
      for (const fail of [...this.pending]) fail(givenUp());
      await within(DISPOSE_MS, 'the end of streams', this.client.dispose()).catch(() => undefined);
      // What was just being opened is there by now.
      await setImmediate();
    }
    this.client.closeChannel();
  }

  private async send(stream: string, expected: ExpectedRevision, events: readonly WireEvent[]): Promise<Appended> {
    this.assertInUse();
    const expectedRevision = expected === 'none' ? NO_STREAM : BigInt(expected);
    const sent = this.client.appendToStream(stream, events.map(toJsonEvent), {
      expectedRevision,
      requiresLeader: true,
    });
    const { nextExpectedRevision, position } = await this.answer('an append', sent);
    return { revision: Number(nextExpectedRevision), position: position?.commit.toString() };
  }

  private assertInUse(): void {
    if (this.disposed) throw givenUp();
  }

  private answer<Value>(what: string, value: Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      this.pending.add(reject);
      within(this.answerMs, what, value)
        .then(resolve, (error: unknown) => reject(toFailure(error)))
        .finally(() => this.pending.delete(reject));
    });
  }

  private collect(limit: number, read: () => Reading): Promise<WireRecord[]> {
    if (limit <= 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      this.assertInUse();
      const records: WireRecord[] = [];
      const stream = read();
      const fail = (error: Error) => {
        clearTimeout(timer);
        this.pending.delete(fail);
        reject(error);
        stream.cancel().catch(() => undefined);
      };
      const timer = setTimeout(() => fail(noAnswer('a reading', this.answerMs)), this.answerMs);
      this.pending.add(fail);
      stream.on('data', (resolved: Resolved) => {
        timer.refresh();
        const record = toRecord(resolved);
        if (record) records.push(record);
      });
      stream.once('end', () => {
        clearTimeout(timer);
        this.pending.delete(fail);
        resolve(records);
      });
      // Stays: an error that comes when all is over would end the process.
      stream.on('error', (error: Error) => {
        const failure = toWireError(error);
        if (failure !== 'no stream') return fail(failure);
        clearTimeout(timer);
        this.pending.delete(fail);
        resolve([]);
      });
    });
  }
}

const ignore = () => undefined;
const givenUp = () => new AnswerLost('the connection was given up', { clientBroken: false });

function createClient(target: ConnectionTarget, endpoint: Host | undefined): ClosableClient {
  const { hosts, discover, tls, credentials, tlsCaFile, userCertFile, userKeyFile, ...rest } = target;
  const { maxDiscoverAttempts, discoveryInterval, gossipTimeout, nodePreference, ...common } = rest;
  const discovery = { maxDiscoverAttempts, discoveryInterval, gossipTimeout, nodePreference };
  const file = (path: string | undefined) => (path === undefined ? undefined : readFileSync(path));
  const channel = {
    insecure: !tls,
    ...(tls && {
      rootCertificate: file(tlsCaFile),
      userCertFile: file(userCertFile),
      userKeyFile: file(userKeyFile),
    }),
  };
  const [first] = hosts;
  if (endpoint !== undefined) return new ClosableClient({ endpoint, ...common }, channel, credentials).watched();
  if (discover) return new ClosableClient({ discover: first, ...discovery, ...common }, channel, credentials).watched();
  if (hosts.length > 1) {
    return new ClosableClient({ endpoints: [...hosts], ...discovery, ...common }, channel, credentials).watched();
  }
  return new ClosableClient({ endpoint: first, ...common }, channel, credentials).watched();
}

// The client decodes what it has itself encoded as base64, slowly; bytes it takes as they are.
const toJsonEvent = ({ id, type, data, metadata }: WireEvent) =>
  jsonEvent<JSONEventType>({
    id,
    type,
    data: data as JSONEventType['data'],
    metadata: new Uint8Array(Buffer.from(metadata)),
  });

function toPosition(position: string) {
  if (position === '0') return START;
  if (position === 'end') return END;
  // Of events written as one append each has a place of its own, and both numbers are that place.
  return { commit: BigInt(position), prepare: BigInt(position) };
}

/** Undefined for a link whose event is gone. */
function toRecord({ event, commitPosition }: Resolved): WireRecord | undefined {
  if (event === undefined) return undefined;
  const { id, streamId, revision, type, data, metadata } = event;
  const position = (event.position?.commit ?? commitPosition ?? 0n).toString();
  return {
    id,
    stream: streamId,
    revision: Number(revision),
    position,
    type,
    data,
    metadata: metadata instanceof Uint8Array ? undefined : metadata,
  };
}
