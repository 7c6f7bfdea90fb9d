import { Empty, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { BatchAppendReq, ReadReq } from '@eventstore/db-client/generated/streams_pb';
import type { ExpectedRevision } from '../event-store';
import type { AllPart, StreamPart, WireEvent } from './wire';

const { Options } = ReadReq;
const [FORWARDS, BACKWARDS] = [Options.ReadDirection.FORWARDS, Options.ReadDirection.BACKWARDS];

/** Names of all streams but the system's, for the server to filter by: $stats and the like never come to us. */
const NOT_OF_THE_SYSTEM = '^[^$]';
/** Every so many times 32 events the server says how far it has looked. We don't go by it, see `subscription.ts`. */
const CHECKPOINT_INTERVAL = 1_000;

const EMPTY = new Empty();
const encoder = new TextEncoder();

/**
 * An append in one message. It names no deadline: that of the server holds, and its clock need not agree with ours.
 * @param correlationId by which its answer will be known, a UUID
 */
export function toAppendMessage(
  correlationId: string,
  stream: string,
  expected: ExpectedRevision,
  events: readonly WireEvent[],
): BatchAppendReq {
  const options = new BatchAppendReq.Options().setStreamIdentifier(identifier(stream));
  if (expected === 'none') options.setNoStream(EMPTY);
  else options.setStreamPosition(String(expected));
  return new BatchAppendReq()
    .setCorrelationId(new UUID().setString(correlationId))
    .setOptions(options)
    .setProposedMessagesList(events.map(toProposed))
    .setIsFinal(true);
}

function toProposed({ id, type, data, metadata }: WireEvent): BatchAppendReq.ProposedMessage {
  const message = new BatchAppendReq.ProposedMessage()
    .setId(new UUID().setString(id))
    // As bytes: text would be taken for base64.
    .setData(encoder.encode(data))
    .setCustomMetadata(encoder.encode(metadata));
  message.getMetadataMap().set('type', type).set('content-type', 'application/json');
  return message;
}

export function toStreamRequest(stream: string, { from, limit }: StreamPart): ReadReq {
  const part = new Options.StreamOptions().setStreamIdentifier(identifier(stream));
  if (from === 'end') part.setEnd(EMPTY);
  else part.setRevision(String(from));
  const direction = from === 'end' ? BACKWARDS : FORWARDS;
  return new ReadReq().setOptions(unfiltered().setStream(part).setReadDirection(direction).setCount(String(limit)));
}

export function toAllRequest({ from, backwards = false, limit }: AllPart): ReadReq {
  const options = unfiltered().setAll(allFrom(from)).setCount(String(limit));
  return new ReadReq().setOptions(options.setReadDirection(backwards ? BACKWARDS : FORWARDS));
}

/** @param after position of the last event before those that are to come */
export function toSubscribeRequest(after: string): ReadReq {
  const names = new Options.FilterOptions.Expression().setRegex(NOT_OF_THE_SYSTEM);
  const filter = new Options.FilterOptions()
    .setStreamIdentifier(names)
    .setCount(EMPTY)
    .setCheckpointintervalmultiplier(CHECKPOINT_INTERVAL);
  const options = common().setAll(allFrom(after)).setSubscription(new Options.SubscriptionOptions());
  return new ReadReq().setOptions(options.setFilter(filter));
}

const identifier = (stream: string) => new StreamIdentifier().setStreamName(encoder.encode(stream));
const common = () => new Options().setUuidOption(new Options.UUIDOption().setString(EMPTY));
const unfiltered = () => common().setNoFilter(EMPTY);

function allFrom(position: string) {
  const all = new Options.AllOptions();
  if (position === '0') return all.setStart(EMPTY);
  if (position === 'end') return all.setEnd(EMPTY);
  // Of events written as one append each has a place of its own, and both numbers are that place.
  return all.setPosition(new Options.Position().setCommitPosition(position).setPreparePosition(position));
}
