import { AccessLog, type AccessEntry } from '@milepost/audit';
import { v7 as timeOrderedId } from 'uuid';

/** Until callers are known, whoever works on this machine is its one account. */
export const ACTOR = 'local';

export type CommandRead = Pick<AccessEntry, 'field' | 'selection' | 'rows' | 'position'>;

/**
 * Records in the access log of a database what a command is about to show.
 * @throws AccessLogUnavailable: then nothing is to be shown
 */
export async function recordRead(url: string, read: CommandRead): Promise<void> {
  const log = await AccessLog.open(url);
  try {
    const entry = { operation: null, correlationId: null, durationMs: null, failed: false, ...read };
    await log.record([{ id: timeOrderedId(), actor: ACTOR, channel: 'command', ...entry }]);
  } finally {
    await log.close();
  }
}
