import type { EventStore } from '@milepost/event-store';
import { checkpointStream, type RecordedCheckpointEvent } from '@milepost/lifecycle';
import type { Pool } from '@milepost/postgres';
import { checkpointOf, type Checkpoint } from './checkpoint';
import { readAllRows } from './checkpoint-table';
import { comparedRows, type ComparedRows } from './compared-rows';

const keyOf = ({ origin, revision }: Checkpoint): string => `${origin}/${revision}`;

/** The members in one order, whoever made them. */
const rowText = (checkpoint: Checkpoint): string =>
  JSON.stringify(Object.fromEntries(Object.entries(checkpoint).sort(([a], [b]) => (a < b ? -1 : 1))));

const rowsOf = (checkpoints: readonly Checkpoint[]): Map<string, string> =>
  new Map(checkpoints.map((each) => [keyOf(each), rowText(each)]));

/** Holds the list of checkpoints against the logs' streams; what the list has not followed yet is not missing. */
export async function checkCheckpoints(pool: Pool, store: Pick<EventStore, 'readStream'>): Promise<ComparedRows> {
  const listed = await readAllRows(pool);
  const last = new Map<string, number>();
  for (const { origin, revision } of listed) last.set(origin, Math.max(revision, last.get(origin) ?? 0));
  const expected: Checkpoint[] = [];
  for (const [origin, revision] of last) {
    const events = (await store.readStream(checkpointStream(origin))) as RecordedCheckpointEvent[];
    expected.push(...events.map(checkpointOf).filter((each) => each.revision <= revision));
  }
  return comparedRows('checkpoint', rowsOf(listed), rowsOf(expected));
}
