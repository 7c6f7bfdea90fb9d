import { once } from 'node:events';
import { type ServerWritableStream, status } from '@grpc/grpc-js';
import * as streams from '@eventstore/db-client/generated/streams_pb';
import type { Log, LoggedEvent } from './log';
import type { Misbehaviour } from './misbehaviour';
import { identifier, nameOf, toReadResponse, toServiceError } from './messages';

export type ReadCall = ServerWritableStream<streams.ReadReq, streams.ReadResp>;
type Options = streams.ReadReq.Options;
const BACKWARDS = 1;
/** Events considered between two checkpoints, times what the subscriber asks for. */
const WINDOW = 32;

/** Sends a response, and waits while the reader takes no more. */
async function send(call: ReadCall, response: streams.ReadResp): Promise<void> {
  if (call.cancelled || call.destroyed || call.writableEnded) return;
  if (call.write(response)) return;
  const over = new AbortController();
  const { signal } = over;
  const waits = ['drain', 'cancelled', 'close'].map((event) => once(call, event, { signal }).catch(() => undefined));
  await Promise.race(waits);
  over.abort();
}

/** One part of a stream or of all events, to its end. */
export async function read(call: ReadCall, log: Log, misbehaviour: Misbehaviour, sent: () => void): Promise<void> {
  const options = call.request.getOptions()!;
  const name = nameOf(options.getStream()?.getStreamIdentifier());
  const events = options.hasAll() ? allEvents(options, log) : streamEvents(options, streamOf(name, log, misbehaviour));
  if (events === 'deleted') {
    return void call.emit(
      'error',
      toServiceError(status.FAILED_PRECONDITION, 'deleted', { exception: 'stream-deleted', 'stream-name': name }),
    );
  }
  if (events === undefined) {
    const absent = new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifier(name));
    await send(call, new streams.ReadResp().setStreamNotFound(absent));
    return void call.end();
  }
  for (const event of events.slice(0, Number(options.getCount()))) {
    await send(call, toReadResponse(event));
    sent();
  }
  call.end();
}

/** The events of a stream as a reading is to see them. */
function streamOf(name: string, log: Log, misbehaviour: Misbehaviour): ReturnType<Log['stream']> {
  const events = log.stream(name);
  if (events === undefined || events === 'deleted') return events;
  const shown = misbehaviour.shown(events);
  return shown.length === 0 ? undefined : shown;
}

function streamEvents(options: Options, events: ReturnType<Log['stream']>): typeof events {
  if (events === undefined || events === 'deleted') return events;
  const stream = options.getStream()!;
  const backwards = options.getReadDirection() === BACKWARDS;
  const ordered = backwards ? events.toReversed() : events;
  if (!stream.hasRevision()) return ordered;
  const revision = Number(stream.getRevision());
  return ordered.filter((event) => (backwards ? event.revision <= revision : event.revision >= revision));
}

function allEvents(options: Options, log: Log): readonly LoggedEvent[] {
  const all = options.getAll()!;
  const matches = filterOf(options);
  const position = all.hasPosition() ? BigInt(all.getPosition()!.getCommitPosition()) : undefined;
  if (options.getReadDirection() === BACKWARDS) {
    const end = position === undefined ? log.all.length : log.indexFrom(position);
    return log.all.slice(0, end).reverse().filter(matches);
  }
  return log.all.slice(position === undefined ? 0 : log.indexFrom(position)).filter(matches);
}

/** Events that keep coming, after a position, until the call is over. */
export async function subscribe(call: ReadCall, log: Log, sent: () => void): Promise<void> {
  const options = call.request.getOptions()!;
  const all = options.getAll()!;
  const matches = filterOf(options);
  const every = WINDOW * (options.getFilter()?.getCheckpointintervalmultiplier() || 1);
  let next = log.all.length;
  if (all.hasStart()) next = 0;
  // A subscription begins after its position, where a reading begins with it.
  if (all.hasPosition()) next = log.indexFrom(BigInt(all.getPosition()!.getCommitPosition()) + 1n);
  const confirmation = new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(crypto.randomUUID());
  await send(call, new streams.ReadResp().setConfirmation(confirmation));
  let wake = (): void => undefined;
  const silence = log.onAppended(() => wake());
  const over = () => call.cancelled || call.destroyed || call.writableEnded;
  for (const end of ['cancelled', 'close', 'finish']) call.on(end, () => wake());
  for (let caughtUp = false; !over();) {
    if (next === log.all.length) {
      if (!caughtUp) await send(call, new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp()));
      caughtUp = true;
      if (next === log.all.length && !over()) await new Promise<void>((resolve) => (wake = resolve));
      continue;
    }
    const event = log.all[next++];
    if (matches(event)) {
      await send(call, toReadResponse(event));
      sent();
    }
    if (next % every === 0) {
      const position = event.position.toString();
      const checkpoint = new streams.ReadResp.Checkpoint().setCommitPosition(position).setPreparePosition(position);
      await send(call, new streams.ReadResp().setCheckpoint(checkpoint));
    }
  }
  silence();
}

function filterOf(options: Options): (event: LoggedEvent) => boolean {
  const filter = options.getFilter();
  if (!filter) return () => true;
  const byName = filter.getStreamIdentifier();
  const expression = byName ?? filter.getEventType();
  const prefixes = expression?.getPrefixList() ?? [];
  const regex = new RegExp(expression?.getRegex() || '.*');
  return ({ stream, type }) => {
    const text = byName ? stream : type;
    return prefixes.length > 0 ? prefixes.some((prefix) => text.startsWith(prefix)) : regex.test(text);
  };
}
