import { convertToCommandError, ErrorType, isCommandError, type NotLeaderError } from '@eventstore/db-client';
import { WrongExpectedVersion } from '@eventstore/db-client/generated/shared_pb';
import type { Status } from '@eventstore/db-client/generated/status_pb';
import { AccessRefused, AnswerLost, RevisionRefused, SizeRefused, StreamTombstoned } from './wire-errors';

type ServiceError = Error & { readonly details?: unknown };

/** Codes of gRPC: permission denied, unauthenticated. */
const ACCESS_CODES: readonly unknown[] = [7, 16];

/** What an error of the client or of a call means; `'no stream'` is no error to us. */
export function toWireError(raw: unknown): Error | 'no stream' {
  if (raw instanceof AnswerLost) return raw;
  // Of an error that is not of gRPC the client's own reading would fail.
  const error = typeof (raw as ServiceError).details === 'string' ? convertToCommandError(raw as Error) : raw;
  if (!isCommandError(error as Error)) {
    if (ACCESS_CODES.includes((error as { code?: unknown }).code)) return refused(error);
    return lost(error, true);
  }
  switch ((error as { type: ErrorType }).type) {
    case ErrorType.STREAM_NOT_FOUND:
      return 'no stream';
    case ErrorType.STREAM_DELETED:
      return tombstoned();
    case ErrorType.ACCESS_DENIED:
      return refused(error);
    case ErrorType.NOT_LEADER:
      return lost(error, true, (error as NotLeaderError).leader);
    // The server itself answers so, when it is slow to write: its connection is well.
    case ErrorType.DEADLINE_EXCEEDED:
    case ErrorType.TIMEOUT:
      return lost(error, false);
    default:
      return ACCESS_CODES.includes((error as { code?: unknown }).code) ? refused(error) : lost(error, true);
  }
}

/** The same where a stream that is not there is a failure too. */
export function toFailure(error: unknown): Error {
  const failure = toWireError(error);
  return failure === 'no stream' ? lost(error, true) : failure;
}

/** Why an append was refused. What the server says with it beyond that is the caller's own. */
export function toRefusal(status: Status | undefined): Error {
  const details = status?.getDetails();
  switch (details?.getTypeName()) {
    case 'event_store.client.WrongExpectedVersion': {
      const wrong = details.unpack(WrongExpectedVersion.deserializeBinary, details.getTypeName());
      return new RevisionRefused(wrong?.hasCurrentStreamRevision() ? Number(wrong.getCurrentStreamRevision()) : 'none');
    }
    case 'event_store.client.StreamDeleted':
      return tombstoned();
    case 'event_store.client.AccessDenied':
      return refused(status);
    case 'event_store.client.MaximumAppendSizeExceeded':
      return new SizeRefused('the append is larger than the server takes');
    // The server itself answers so, when it is slow to write: its connection is well.
    case 'event_store.client.Timeout':
      return lost(new Error('the server was too slow to write'), false);
    default:
      return lost(new Error(status?.getMessage() || 'the server gave no reason'), true);
  }
}

const tombstoned = () => new StreamTombstoned('the stream was deleted for good');
const refused = (cause: unknown) => new AccessRefused('the server refuses the user or the password', { cause });

function lost(cause: unknown, clientBroken: boolean, leader?: NotLeaderError['leader']): AnswerLost {
  const { message, name } = cause as Error;
  return new AnswerLost(message || name, { cause, clientBroken, leader });
}
