import { EventStoreUnavailable } from '@milepost/event-store';
import type { Clock, EventMetadata } from '@milepost/lifecycle';
import type { Pool } from '@milepost/postgres';
import type { EndpointLedger } from '../endpoint/endpoint-ledger';
import { CONTENT_TYPE } from '../message';
import { signedHeaders } from '../signing';
import type { Vault } from '../store/vault';
import type { SendOutcome } from './attempt';
import { AttemptWriter } from './attempt-writer';
import { readDue } from './backlog';
import { Courier } from './courier';
import { Couriers } from './couriers';
import type { Delivery } from './delivery';
import { FailureRecord, type DisableRequest } from './failure-record';
import { holdFailing } from './hold-failing';
import { openRecipient } from './open-recipient';
import { keysAt, type Recipient } from './recipient';
import { Tally } from './tally';
import { withoutSecrets } from './without-secrets';

/** The part of the sender that deliveries need. */
export interface Sender {
  send(request: {
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly signal: AbortSignal;
  }): Promise<SendOutcome>;
}

/** What an operator may want to read in the log. */
export type DispatchNotice =
  | { readonly kind: 'failed'; readonly error: unknown }
  | {
      readonly kind: 'disabled';
      readonly endpointId: string;
      readonly because: 'gone' | 'failing';
      readonly since: string;
    };

interface DispatchOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly ledger: EndpointLedger;
  readonly vault: Vault;
  readonly sender: Sender;
  readonly onNotice?: (notice: DispatchNotice) => void;
  readonly pollMs?: number;
  /** How long what was sent is tried to be put on record once it is to end, in milliseconds. */
  readonly stopWithinMs?: number;
}

/** More than a message may be on its way. */
const STOP_WITHIN_MS = 20_000;
/** Messages that a process holds at a time: of a kilobyte or so each, and some for each endpoint however many there are. */
const [MOST_IN_HAND, LEAST_IN_HAND] = [20_000, 32];

const METADATA: EventMetadata = { actor: 'milepost', source: 'webhooks' };

/** The part of a process that sends: couriers for its share of the endpoints, and one writer for all attempts. */
export class Dispatch {
  readonly couriers: Couriers;
  readonly tally = new Tally();
  private readonly writer: AttemptWriter;
  private readonly failures: FailureRecord;

  constructor(private readonly options: DispatchOptions) {
    const { pool, clock, vault, pollMs } = options;
    const onError = (error: unknown): void => options.onNotice?.({ kind: 'failed', error });
    this.writer = new AttemptWriter(pool, onError, (attempts) => this.tally.count(attempts));
    this.failures = new FailureRecord(pool, (id, request) => this.disable(id, request));
    this.couriers = new Couriers({
      pool,
      clock,
      prepare: async ({ id, ordered }) => {
        if (ordered) await holdFailing(pool, id, clock.now());
      },
      recipientOf: async (endpoint) => {
        // Also after a change: a resumed endpoint begins anew.
        await this.failures.read(endpoint.id);
        return openRecipient(vault, endpoint, clock.now());
      },
      courierFor: (recipient) => this.courierFor(recipient, onError),
      onError,
      ...(pollMs !== undefined && { pollMs }),
    });
  }

  start(): void {
    this.couriers.start();
  }

  /** Resolves when what was on the way has arrived or failed, and is on record, where that is possible in time. */
  async stop(): Promise<void> {
    // Couriers wait for what they have sent to be on record: with a database that is away, for ever.
    const late = setTimeout(() => void this.writer.close(), this.options.stopWithinMs ?? STOP_WITHIN_MS);
    await this.couriers.stop();
    clearTimeout(late);
    await this.writer.close();
  }

  private courierFor(recipient: Recipient, onError: (error: unknown) => void): Courier {
    const { pool, clock } = this.options;
    return new Courier(recipient, {
      clock,
      onError,
      failures: this.failures,
      readDue: ({ id: endpointId, ordered }, inHand, most) =>
        readDue(pool, { endpointId, ordered, now: clock.now(), inHand, most }),
      send: (to, delivery, at, signal) => this.send(to, delivery, at, signal),
      hurry: () => this.writer.hurry(),
      share: () => Math.max(LEAST_IN_HAND, Math.floor(MOST_IN_HAND / Math.max(1, this.couriers.count))),
      record: (attempt, recorded) => this.writer.record(attempt, recorded),
    });
  }

  private send(
    recipient: Recipient,
    { messageId, body }: Delivery,
    at: string,
    signal: AbortSignal,
  ): Promise<SendOutcome> {
    const timestamp = Math.floor(Date.parse(at) / 1_000);
    const headers = {
      ...recipient.headers,
      'content-type': CONTENT_TYPE,
      ...signedHeaders({ id: messageId, timestamp, body }, keysAt(recipient, at)),
    };
    const sent = this.options.sender.send({ url: recipient.url, headers, body, signal });
    const secrets = Object.values(recipient.headers);
    if (secrets.length === 0) return sent;
    return sent.then((outcome) => ({ ...outcome, response: withoutSecrets(outcome.response, secrets) }));
  }

  /** Stops an endpoint. One that somebody else has stopped or deleted meanwhile stays as they left it. */
  private async disable(endpointId: string, { because, since }: DisableRequest): Promise<void> {
    const { ledger, onNotice } = this.options;
    const endpoint = await ledger.find(endpointId).catch((error: unknown) => {
      // The next failure asks again.
      if (error instanceof EventStoreUnavailable) return undefined;
      throw error;
    });
    if (endpoint?.status !== 'active') return;
    const outcome = await ledger.execute(endpointId, { kind: 'disable', because, since }, { metadata: METADATA });
    if (outcome.accepted) onNotice?.({ kind: 'disabled', endpointId, because, since });
    this.couriers.halt(endpointId);
  }
}
