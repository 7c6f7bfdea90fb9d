import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Projector } from '@milepost/projection';
import { PROJECTIONS } from '@milepost/views';
import type { Bench } from './bench';
import { loadProjects, withDatabase, type BenchDatabase } from './bench-database';
import { median, rounds } from './median';
import { whole } from './report';

const command = promisify(execFile);
const COMMAND = join(__dirname, '..', '..', 'apps', 'cli', 'src', 'main.js');
const PROJECTS = 30_000;

/** Events per second of rebuilding all read models from zero by the command, its start included. */
async function commandRate({ url }: BenchDatabase, events: number): Promise<number> {
  const began = performance.now();
  await command(process.execPath, [COMMAND, 'rebuild'], { env: { ...process.env, DATABASE_URL: url } });
  return events / ((performance.now() - began) / 1000);
}

/** Events per second of rebuilding one read model from zero within this process. */
async function rate({ store, pool }: BenchDatabase, name: string, events: number): Promise<number> {
  const projector = new Projector(PROJECTIONS, { store, pool });
  const began = performance.now();
  await projector.rebuild(name);
  return events / ((performance.now() - began) / 1000);
}

/** Reading all events and doing nothing with them: what a rebuild can't be faster than. */
async function readRate({ store }: BenchDatabase, events: number): Promise<number> {
  const began = performance.now();
  for (let after = '0'; ;) {
    const page = await store.readAll({ after, limit: 5_000 });
    const last = page.at(-1);
    if (last === undefined) return events / ((performance.now() - began) / 1000);
    after = last.position;
  }
}

export const rebuildBench: Bench = {
  names: ['rebuild'],
  run: ({ projects = PROJECTS }) =>
    withDatabase(async (database) => {
      const events = await loadProjects(database, projects);
      const read = median(await rounds(() => readRate(database, events)));
      const line = async (what: string, run: () => Promise<number>) => {
        const rates = await rounds(run);
        const share = `${((100 * median(rates)) / read).toFixed(0)}%`;
        return [what, whole(median(rates)), `${whole(Math.min(...rates))} – ${whole(Math.max(...rates))}`, share];
      };
      const lines = [await line('all read models, by the command', () => commandRate(database, events))];
      for (const { name } of PROJECTIONS) lines.push(await line(`${name} alone`, () => rate(database, name, events)));
      lines.push(['reading the events only', whole(read), '', '100%']);
      return [
        {
          title: `Rebuild from zero: ${whole(projects)} projects, ${whole(events)} events`,
          heads: ['', 'events/s', 'least – most', 'of reading'],
          lines,
        },
      ];
    }),
};
