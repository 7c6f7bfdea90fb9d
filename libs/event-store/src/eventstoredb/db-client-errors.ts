import { ErrorType, isCommandError, type NotLeaderError, type WrongExpectedVersionError } from '@eventstore/db-client';
import { AccessRefused, AnswerLost, RevisionRefused, SizeRefused, StreamTombstoned } from './wire-errors';

/** Codes of gRPC: permission denied, unauthenticated. Failed appends come as raw errors of gRPC. */
const ACCESS_CODES: readonly unknown[] = [7, 16];

/** What an error of the client means; `'no stream'` is no error to us. */
export function toWireError(error: unknown): Error | 'no stream' {
  if (error instanceof AnswerLost) return error;
  if (!isCommandError(error as Error)) {
    if (ACCESS_CODES.includes((error as { code?: unknown }).code)) return refused(error);
    return lost(error, true);
  }
  switch ((error as { type: ErrorType }).type) {
    case ErrorType.STREAM_NOT_FOUND:
      return 'no stream';
    case ErrorType.STREAM_DELETED:
      return new StreamTombstoned('the stream was deleted for good');
    case ErrorType.WRONG_EXPECTED_VERSION: {
      const { actualVersion } = error as WrongExpectedVersionError;
      return new RevisionRefused(typeof actualVersion === 'bigint' ? Number(actualVersion) : 'none');
    }
    case ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED:
      return new SizeRefused('the append is larger than the server takes');
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

const refused = (cause: unknown) => new AccessRefused('the server refuses the user or the password', { cause });

function lost(cause: unknown, clientBroken: boolean, leader?: NotLeaderError['leader']): AnswerLost {
  const { message, name } = cause as Error;
  return new AnswerLost(message || name, { cause, clientBroken, leader });
}
