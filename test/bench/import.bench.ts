import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EventStore } from '@milepost/event-store';
import type { RecordedEvent } from '@milepost/lifecycle';
import { importFile, readMapping } from '@milepost/registry';
import type { Bench } from './bench';
import { withDatabase } from './bench-database';
import { median, rounds } from './median';
import { ratio, whole } from './report';

const ROOT = join(__dirname, '../../..');
const FILE = join(ROOT, '../shared/data/repd-2021/repd-q2-june-2021.csv.gz');
const MAPPING = join(ROOT, 'apps/cli/registers/repd/mapping.yaml');
/** Appends under way at once, as in the importer. */
const LANES = 128;

interface Rates {
  readonly imported: number;
  readonly appended: number;
  readonly events: number;
}

const seconds = (since: number): number => (performance.now() - since) / 1000;

/** Imports the register into an empty store, then appends as many like events, as many at a time, deciding nothing. */
async function measure(): Promise<Rates> {
  return withDatabase(async ({ store }) => {
    const mapping = await readMapping(MAPPING);
    const began = performance.now();
    await importFile({ file: FILE, mapping, store, clock: { now: () => new Date().toISOString() } });
    const imported = seconds(began);
    const events = Number(await store.head());
    return { events, imported: events / imported, appended: await appendRate(store, events) };
  });
}

async function appendRate(store: EventStore, events: number): Promise<number> {
  // The register's projects come with about as many events each.
  const sample = await store.readAll({ limit: 2_000 });
  const streams = new Map<string, RecordedEvent[]>();
  for (const event of sample) streams.set(event.stream, [...(streams.get(event.stream) ?? []), event]);
  const appends = [...streams].filter(([stream]) => stream.startsWith('project-')).map(([, list]) => list);
  let written = 0;
  let next = 0;
  const began = performance.now();
  const lane = async (): Promise<void> => {
    while (written < events) {
      const like = appends[next++ % appends.length] ?? [];
      written += like.length;
      const copies = like.map(({ type, data, metadata }) => ({ id: randomUUID(), type, data, metadata }));
      await store.append(`project-${randomUUID()}`, 'none', copies);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return written / seconds(began);
}

export const importBench: Bench = {
  names: ['import'],
  run: async () => {
    if (!existsSync(FILE)) return { skipped: `the 2021 register is not there (${FILE})` };
    const taken = await rounds(measure);
    const imported = median(taken.map((rates) => rates.imported));
    const appended = median(taken.map((rates) => rates.appended));
    return [
      {
        title: `Import of the 2021 register: ${whole(taken[0]?.events ?? 0)} events`,
        heads: ['', 'events/s', 'ratio'],
        lines: [
          ['import through the command path', whole(imported), ratio(imported, appended)],
          [`durable appends alone, ${LANES} at a time`, whole(appended), '1.00'],
        ],
      },
    ];
  },
};
