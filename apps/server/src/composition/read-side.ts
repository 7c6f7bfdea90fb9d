import type { EventStore } from '@milepost/event-store';
import { EMPTY_RULEBOOK, type Rulebook } from '@milepost/lifecycle';
import type { Pool } from '@milepost/postgres';
import { Projector, RuleEvents, ViewBehind, type Notice, type ViewGate } from '@milepost/projection';
import { PROJECTIONS } from '@milepost/views';
import type { LoggerService } from '@nestjs/common';
import type { HealthCheck } from '../health/health-checks';

function report(logger: LoggerService, notice: Notice): void {
  switch (notice.kind) {
    case 'failed':
      logger.warn(`${notice.projection}: ${String(notice.error)}; next try in ${notice.retryInMs} ms`, 'Projection');
      return;
    case 'parked':
      logger.error(
        `${notice.projection}: project ${notice.key} is parked at event ${notice.eventId}: ${notice.error}`,
        undefined,
        'Projection',
      );
      return;
    case 'role':
      logger.log(`${notice.projection}: ${notice.role}`, 'Projection');
      return;
    default:
      logger.log(`${notice.projection}: ${notice.kind}`, 'Projection');
  }
}

/** All read models of a process. */
export function createProjector(store: EventStore, pool: Pool, logger: LoggerService): Projector {
  return new Projector(PROJECTIONS, { store, pool, onNotice: (notice) => report(logger, notice) });
}

/** Not ok while a read model does not follow. A parked project raises the alarm: all others are served as ever. */
export function projectionCheck(projector: Projector): HealthCheck {
  return async () => {
    const all = await projector.health();
    const ok = all.every(({ role }) => role !== 'failed' && role !== 'outdated');
    const alarm = all.some(({ parked = 0 }) => parked > 0);
    const detail = all.map(
      ({ projection, role, lag, parked }) => `${projection}: ${role}, lag ${lag}, parked ${parked}`,
    );
    return { ok, ...(alarm && { alarm }), detail: detail.join('; ') };
  };
}

/** How long a start waits for the views: enough for a sample, not for a rebuild of a city. */
const CATCH_UP_MS = 15_000;

/** Waits, bounded, until all views show what is stored, so that the first person to ask finds an answer. */
export async function catchUp(
  gate: ViewGate,
  views: readonly string[],
  head: string,
  logger: LoggerService,
): Promise<void> {
  for (const view of views) {
    try {
      await gate.waitFor(view, head, CATCH_UP_MS);
    } catch (error) {
      if (!(error instanceof ViewBehind)) throw error;
      logger.warn(`${error.message}; it goes on catching up`, 'Projection');
    }
  }
}

/** All catalogues and rulesets as a view knows them: none before it has been built for the first time. */
export function rulebookOf(pool: Pool): () => Promise<Rulebook> {
  const rules = new RuleEvents(pool, PROJECTIONS[0].name);
  return () =>
    rules.rulebook(null).catch((error: unknown) => {
      if ((error as { code?: unknown }).code === '42P01') return EMPTY_RULEBOOK;
      throw error;
    });
}
