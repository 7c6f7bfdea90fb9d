import { rulebookAt, type RecordedRuleEvent, type Rulebook } from '@milepost/lifecycle';
import type { Pool } from '@milepost/postgres';
import { BOTTLENECK, RULE_EVENT } from '../projection/tables';

interface RuleRow {
  readonly event_id: string;
  readonly recorded_at: string;
  readonly type: string;
  readonly data: unknown;
}

/** The rules that the view has taken in, as they were known at an instant. */
export async function readRulebook(pool: Pool, knownAt: string | null): Promise<Rulebook> {
  const { rows } = await pool.query<RuleRow>(
    `SELECT event_id, recorded_at, type, data FROM ${BOTTLENECK}.${RULE_EVENT}
     WHERE recorded_at <= coalesce($1::timestamptz, 'infinity') ORDER BY position`,
    [knownAt],
  );
  const events = rows.map(({ event_id: id, recorded_at: recordedAt, type, data }) => ({ id, recordedAt, type, data }));
  return rulebookAt(events as unknown as RecordedRuleEvent[], null);
}
