import { Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { Empty as ProtoEmpty } from 'google-protobuf/google/protobuf/empty_pb';
import { Any } from 'google-protobuf/google/protobuf/any_pb';
import * as shared from '@eventstore/db-client/generated/shared_pb';
import { Status } from '@eventstore/db-client/generated/status_pb';
import * as streams from '@eventstore/db-client/generated/streams_pb';
import type { LoggedEvent, Outcome } from './log';

const EPOCH_TICKS = 10_000n;

export function identifier(stream: string): shared.StreamIdentifier {
  return new shared.StreamIdentifier().setStreamName(Buffer.from(stream));
}

export const nameOf = (message: shared.StreamIdentifier | undefined): string =>
  Buffer.from(message?.getStreamName_asU8() ?? []).toString();

export function toReadResponse(event: LoggedEvent): streams.ReadResp {
  const position = event.position.toString();
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(event.id))
    .setStreamIdentifier(identifier(event.stream))
    .setStreamRevision(String(event.revision))
    .setCommitPosition(position)
    .setPreparePosition(position)
    .setData(event.data)
    .setCustomMetadata(event.metadata);
  const about = recorded.getMetadataMap();
  about.set('type', event.type);
  about.set('content-type', event.contentType);
  about.set('created', (BigInt(event.created.getTime()) * EPOCH_TICKS).toString());
  const read = new streams.ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(position);
  return new streams.ReadResp().setEvent(read);
}

export function toBatchResponse(
  correlation: shared.UUID | undefined,
  stream: string,
  outcome: Outcome,
): streams.BatchAppendResp {
  const response = new streams.BatchAppendResp().setCorrelationId(correlation).setStreamIdentifier(identifier(stream));
  if (outcome.kind !== 'success') return response.setError(toStatus(stream, outcome));
  const position = outcome.position.toString();
  return response.setSuccess(
    new streams.BatchAppendResp.Success()
      .setCurrentRevision(String(outcome.revision))
      .setPosition(new shared.AllStreamPosition().setCommitPosition(position).setPreparePosition(position)),
  );
}

/** An answer that says no more than that something is wrong; so the server tells that it is not ready, or too busy. */
export function toUnknownBatchResponse(
  correlation: shared.UUID | undefined,
  stream: string,
  text: string,
): streams.BatchAppendResp {
  const error = new Status().setMessage(text).setDetails(packed(new ProtoEmpty(), 'google.protobuf.Empty'));
  return new streams.BatchAppendResp()
    .setCorrelationId(correlation)
    .setStreamIdentifier(identifier(stream))
    .setError(error);
}

function toStatus(stream: string, outcome: Exclude<Outcome, { kind: 'success' }>): Status {
  if (outcome.kind === 'deleted') {
    const deleted = new shared.StreamDeleted().setStreamIdentifier(identifier(stream));
    return new Status().setDetails(packed(deleted, 'event_store.client.StreamDeleted'));
  }
  if (outcome.kind === 'too large') {
    const limit = new shared.MaximumAppendSizeExceeded().setMaxappendsize(1024 * 1024);
    return new Status().setDetails(packed(limit, 'event_store.client.MaximumAppendSizeExceeded'));
  }
  const wrong = new shared.WrongExpectedVersion();
  if (outcome.actual < 0) wrong.setCurrentNoStream(new ProtoEmpty());
  else wrong.setCurrentStreamRevision(String(outcome.actual));
  return new Status().setDetails(packed(wrong, 'event_store.client.WrongExpectedVersion'));
}

function packed(message: { serializeBinary(): Uint8Array }, name: string): Any {
  const any = new Any();
  any.pack(message.serializeBinary(), name);
  return any;
}

/** An error as the server sends it, with what it says in headers of its own. */
export function toServiceError(code: status, details: string, headers: Record<string, string> = {}): ServiceError {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
  return Object.assign(new Error(details), { code, details, metadata });
}

export const notLeader = ({ address, port }: { address: string; port: number }): ServiceError =>
  toServiceError(status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': address,
    'leader-endpoint-port': String(port),
  });
