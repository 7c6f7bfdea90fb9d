import { Head } from './all-events';
import { Appender } from './appender';
import { Connection } from './connection';
import type { ConnectionTarget } from './connection-url';
import { DbClient } from './db-client';
import { HybridClock } from './hybrid-clock';

/** What all event stores of a process that name the same target share: above all its one client. */
export interface Session {
  readonly connection: Connection;
  readonly clock: HybridClock;
  readonly appender: Appender;
  readonly head: Head;
  /** Ends the connection when nobody else uses the session. */
  release(): Promise<void>;
}

interface Shared extends Omit<Session, 'release'> {
  users: number;
}

const sessions = new Map<string, Shared>();

/**
 * The session of this process for a target: one connection, one clock and one knowledge of what was written, whatever
 * object asks. Two of them would refuse each other's appends, and read each other's events, for want of it.
 */
export function acquireSession(target: ConnectionTarget, answerMs: number): Session {
  const key = JSON.stringify([target, answerMs]);
  const shared = sessions.get(key) ?? create(target, answerMs);
  sessions.set(key, shared);
  shared.users++;
  let released = false;
  const release = async () => {
    if (released) return;
    released = true;
    if (--shared.users > 0) return;
    sessions.delete(key);
    await shared.connection.close();
  };
  const { connection, clock, appender, head } = shared;
  return { connection, clock, appender, head, release };
}

function create(target: ConnectionTarget, answerMs: number): Shared {
  const connection = new Connection((endpoint) => new DbClient(target, answerMs, endpoint));
  const clock = new HybridClock();
  return { connection, clock, appender: new Appender(connection, clock), head: new Head(connection), users: 0 };
}
