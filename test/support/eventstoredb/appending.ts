import { type ServerDuplexStream, type ServerReadableStream, type sendUnaryData, status } from '@grpc/grpc-js';
import type * as shared from '@eventstore/db-client/generated/shared_pb';
import * as streams from '@eventstore/db-client/generated/streams_pb';
import { ANY, type Expected, EXISTS, type Log, NO_STREAM, type Outcome, type ProposedEvent } from './log';
import { nameOf, notLeader, toBatchResponse, toServiceError, toUnknownBatchResponse } from './messages';
import type { Misbehaviour } from './misbehaviour';

type Message = Pick<
  streams.BatchAppendReq.ProposedMessage,
  'getId' | 'getMetadataMap' | 'getData_asU8' | 'getCustomMetadata_asU8'
>;

const toProposed = (message: Message): ProposedEvent => ({
  id: message.getId()?.getString() ?? '',
  type: message.getMetadataMap().get('type') ?? '',
  contentType: message.getMetadataMap().get('content-type') ?? '',
  data: message.getData_asU8(),
  metadata: message.getCustomMetadata_asU8(),
});

interface Pending {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: ProposedEvent[];
}

type BatchCall = ServerDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>;

/** The call by which a client sends all its appends, and gets their answers in whatever order. */
export function batchAppend(call: BatchCall, log: Log, misbehaviour: Misbehaviour): void {
  const pending = new Map<string, Pending>();
  let isBroken = false;
  const broken = () => {
    isBroken = true;
    call.emit('error', toServiceError(status.UNAVAILABLE, 'dropped on command'));
  };

  const carryOut = (correlation: shared.UUID | undefined, { stream, expected, events }: Pending): void => {
    const fault = misbehaviour.take();
    if (fault === 'drop') return void broken();
    if (fault === 'silence' || misbehaviour.mute) return;
    if (fault === 'not ready')
      return void call.write(toUnknownBatchResponse(correlation, stream, 'Server Is Not Ready'));
    if (typeof fault === 'object' && 'notLeader' in fault) return void call.emit('error', notLeader(fault.notLeader));
    const outcome = log.append(stream, expected, events);
    if (fault === 'store, then drop') return void broken();
    if (fault === 'store in silence') return;
    const answer = () => void call.write(toBatchResponse(correlation, stream, outcome));
    if (typeof fault === 'object') setTimeout(answer, fault.lateMs);
    else answer();
  };

  call.on('data', (request: streams.BatchAppendReq) => {
    // What had arrived after that on the same connection is lost with it.
    if (isBroken) return;
    const correlation = request.getCorrelationId();
    const key = correlation?.getString() ?? '';
    const options = request.getOptions();
    if (options) {
      pending.set(key, { stream: nameOf(options.getStreamIdentifier()), expected: expectedOf(options), events: [] });
    }
    const append = pending.get(key);
    if (append === undefined) return;
    append.events.push(...request.getProposedMessagesList().map(toProposed));
    if (!request.getIsFinal()) return;
    pending.delete(key);
    carryOut(correlation, append);
  });
  call.on('end', () => call.end());
  call.on('error', () => undefined);
}

function expectedOf(options: streams.BatchAppendReq.Options): Expected {
  if (options.hasNoStream()) return NO_STREAM;
  if (options.hasAny()) return ANY;
  return options.hasStreamExists() ? EXISTS : Number(options.getStreamPosition());
}

/** A single append: the client takes this way when a call carries credentials of its own. */
export function append(
  call: ServerReadableStream<streams.AppendReq, streams.AppendResp>,
  answer: sendUnaryData<streams.AppendResp>,
  log: Log,
): void {
  let options: streams.AppendReq.Options | undefined;
  const events: ProposedEvent[] = [];
  call.on('data', (request: streams.AppendReq) => {
    options ??= request.getOptions();
    const message = request.getProposedMessage();
    if (message) events.push(toProposed(message));
  });
  call.on('end', () => {
    const expected = options?.hasNoStream()
      ? NO_STREAM
      : options?.hasAny()
        ? ANY
        : options?.hasStreamExists()
          ? EXISTS
          : Number(options?.getRevision());
    const stream = nameOf(options?.getStreamIdentifier());
    const outcome = log.append(stream, expected, events);
    if (outcome.kind === 'deleted') {
      answer(
        toServiceError(status.FAILED_PRECONDITION, 'deleted', { exception: 'stream-deleted', 'stream-name': stream }),
      );
    } else if (outcome.kind === 'too large') {
      answer(toServiceError(status.INVALID_ARGUMENT, 'too large', { exception: 'maximum-append-size-exceeded' }));
    } else answer(null, toResponse(outcome));
  });
}

function toResponse(outcome: Extract<Outcome, { kind: 'success' | 'wrong' }>): streams.AppendResp {
  const response = new streams.AppendResp();
  if (outcome.kind === 'wrong') {
    const wrong = new streams.AppendResp.WrongExpectedVersion();
    if (outcome.actual >= 0) wrong.setCurrentRevision(String(outcome.actual));
    return response.setWrongExpectedVersion(wrong);
  }
  const position = outcome.position.toString();
  return response.setSuccess(
    new streams.AppendResp.Success()
      .setCurrentRevision(String(outcome.revision))
      .setPosition(new streams.AppendResp.Position().setCommitPosition(position).setPreparePosition(position)),
  );
}
