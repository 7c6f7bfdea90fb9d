import { EventStoreUnavailable } from '../event-store';
import { toPortError } from './connection-errors';
import type { ConnectionTarget } from './connection-url';
import { diagnoseConnection } from './diagnose-connection';
import { retried } from './retried';
import { acquireSession, type Session } from './session';

export interface OpenLimits {
  readonly answerMs: number;
  readonly deadlineMs: number;
}

/**
 * A session whose server has answered once.
 * @throws CertificateRefused, CredentialsRefused, HostUnreachable, EventStoreUnavailable
 */
export async function openSession(target: ConnectionTarget, limits: OpenLimits): Promise<Session> {
  requireTlsForCredentials(target);
  const session = acquireSession(target, limits.answerMs);
  try {
    await retried(limits.deadlineMs, async (failures) => {
      // Of what waiting does not mend people are told at once.
      const diagnosis = failures === 1 ? await diagnoseConnection(target) : undefined;
      if (diagnosis) throw diagnosis;
      await session.head.read();
    });
    return session;
  } catch (error) {
    await session.release();
    throw toPortError(error, 'opening the event store');
  }
}

/** The client would leave them out without a word, and the server take whoever comes for nobody. */
function requireTlsForCredentials({ tls, credentials }: ConnectionTarget): void {
  if (tls || credentials === undefined) return;
  throw new EventStoreUnavailable(
    'EVENTSTORE_URL 含有密码,但 tls=false:未加密时不发送密码。请启用 TLS 或去掉密码。 ' +
      'EVENTSTORE_URL holds a password and tls=false: it is not sent without encryption. Use TLS, or leave it out.',
  );
}
