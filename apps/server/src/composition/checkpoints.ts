import { join } from 'node:path';
import {
  CheckpointLog,
  CheckpointSchedule,
  ensureKeyFile,
  readKeyFile,
  type LogKey,
  type ScheduleNotice,
} from '@milepost/audit';
import type { EventStore } from '@milepost/event-store';
import type { Clock } from '@milepost/lifecycle';
import type { Pool } from '@milepost/postgres';
import type { LoggerService } from '@nestjs/common';
import type { Surroundings } from '../bootstrap';
import type { HealthCheck } from '../health/health-checks';
import type { Settings } from '../settings';

/**
 * The key that is configured. With the embedded database one is made in the data folder at first need; a server with a
 * database of its own has none until somebody gives it one.
 */
export async function keyOf({ checkpoints, databaseUrl, data }: Settings): Promise<LogKey | null> {
  if (checkpoints.keyFile !== undefined) return readKeyFile(checkpoints.keyFile);
  return databaseUrl === undefined ? ensureKeyFile(join(data, 'checkpoint.key')) : null;
}

function report(logger: LoggerService, notice: ScheduleNotice): void {
  switch (notice.kind) {
    case 'issued':
      logger.log(`Issued checkpoint ${notice.checkpoint.size}: ${notice.checkpoint.rootHash}`, 'Checkpoints');
      return;
    case 'refused':
      logger.error(notice.notice.en, undefined, 'Checkpoints');
      return;
    case 'failed':
      logger.warn(`${String(notice.error)}; next try in ${Math.round(notice.retryInMs)} ms`, 'Checkpoints');
  }
}

/** Raises the alarm when nothing is signed any more, without taking the server from those who ask for other things. */
export function checkpointCheck(schedule: Pick<CheckpointSchedule, 'lastRefusal'>): HealthCheck {
  return () => {
    const { lastRefusal } = schedule;
    return lastRefusal === null ? { ok: true } : { ok: true, alarm: true, detail: lastRefusal.en };
  };
}

export interface OpenCheckpoints {
  readonly log: CheckpointLog;
  /** Only where this process issues checkpoints by itself. */
  readonly schedule: CheckpointSchedule | null;
}

/** Opens the log of checkpoints and starts its schedule where this process is to have a part in it. */
export async function openCheckpoints(
  { settings, logger, shutdown }: Surroundings,
  { store, pool, clock }: { readonly store: EventStore; readonly pool: Pool; readonly clock: Clock },
): Promise<OpenCheckpoints> {
  const { everySeconds } = settings.checkpoints;
  const log = await CheckpointLog.open({ store, pool, key: await keyOf(settings) });
  if (!settings.roles.has('projector') || !log.canIssue || everySeconds === 0) return { log, schedule: null };
  const onNotice = (notice: ScheduleNotice): void => report(logger, notice);
  const schedule = new CheckpointSchedule({ log, pool, clock, everySeconds, onNotice });
  schedule.start();
  shutdown.add('the schedule of checkpoints', () => schedule.stop());
  return { log, schedule };
}
