import { EventNotStorable, EventStoreUnavailable } from '../event-store';
import { AccessRefused, AnswerLost, SizeRefused, StreamTombstoned } from './wire-errors';

/** Where a server can't be used, each reason by a name of its own: people mend them in different ways. */
export class CertificateRefused extends EventStoreUnavailable {
  override readonly name = 'CertificateRefused';
}

export class CredentialsRefused extends EventStoreUnavailable {
  override readonly name = 'CredentialsRefused';
}

export class HostUnreachable extends EventStoreUnavailable {
  override readonly name = 'HostUnreachable';
}

const CREDENTIALS =
  'EventStoreDB 拒绝了 EVENTSTORE_URL 中的用户名或密码。 EventStoreDB refuses the user or the password of EVENTSTORE_URL.';

/** The error of the port that stands for an error of the connection; any other is given back as it is. */
export function toPortError(error: unknown, what: string): Error {
  if (error instanceof AccessRefused) return new CredentialsRefused(CREDENTIALS, { cause: error });
  if (error instanceof SizeRefused || error instanceof StreamTombstoned) {
    return new EventNotStorable(`${what}: ${error.message}`);
  }
  if (error instanceof AnswerLost) {
    return new EventStoreUnavailable(`${what}: EventStoreDB does not answer (${error.message})`, { cause: error });
  }
  return error as Error;
}
