import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bottleneckProjection } from '@milepost/bottleneck';
import { Projector } from '@milepost/projection';
import { timelineProjection } from '@milepost/timeline';
import { boardQueries, timelineQueries, type ApiQuery } from './api-queries';
import type { Bench } from './bench';
import { loadProjects, withDatabase, type BenchDatabase } from './bench-database';
import { ask, load, type LoadFigures } from './http-load';
import { median, rounds } from './median';
import { milliseconds, ratio, whole, type Line, type Table } from './report';
import { startServer } from './server-process';

const PROJECTS = 100_000;
const DURATION_MS = 2_000;
const ROOT = join(__dirname, '../../..');
const HEADS = ['', 'requests/s', 'middle', 'p99', 'from memory/s', 'p99', 'ratio'];

/** Asks the product and the comparison by turns, so that both meet the same machine. */
async function compare(url: string, query: ApiQuery): Promise<Line> {
  const body = query.body(0);
  const answer = JSON.parse(await ask(url, body)) as { data: Record<string, unknown> };
  const answers = join(tmpdir(), `milepost-bench-${process.pid}.json`);
  await writeFile(answers, JSON.stringify(answer.data));
  const memory = await startServer(join(__dirname, 'memory-server.js'), [join(ROOT, 'schema.graphql'), answers]);
  try {
    const same = await ask(memory.url, body);
    if (JSON.stringify((JSON.parse(same) as typeof answer).data) !== JSON.stringify(answer.data)) {
      throw new Error(`${query.name}: the comparison does not answer the same`);
    }
    const { connections } = query;
    const taken = await rounds(async () => ({
      own: await load({ url, connections, durationMs: DURATION_MS, body: query.body }),
      beside: await load({ url: memory.url, connections, durationMs: DURATION_MS, body: () => body }),
    }));
    const middle = (of: (pair: (typeof taken)[number]) => LoadFigures, key: keyof LoadFigures) =>
      median(taken.map((pair) => of(pair)[key]));
    const [own, beside] = [(pair: (typeof taken)[number]) => pair.own, (pair: (typeof taken)[number]) => pair.beside];
    const rate = middle(own, 'perSecond');
    const memoryRate = middle(beside, 'perSecond');
    return [
      `${query.name} (${connections} at once)`,
      rate < 100 ? rate.toFixed(1) : whole(rate),
      milliseconds(middle(own, 'middle')),
      milliseconds(middle(own, 'p99')),
      whole(memoryRate),
      milliseconds(middle(beside, 'p99')),
      ratio(rate, memoryRate),
    ];
  } finally {
    await memory.stop();
    await rm(answers, { force: true });
  }
}

async function tableOf(title: string, url: string, queries: readonly ApiQuery[]): Promise<Table> {
  const lines: Line[] = [];
  for (const query of queries) lines.push(await compare(url, query));
  return { title, heads: HEADS, lines };
}

async function build({ store, pool }: BenchDatabase): Promise<void> {
  const projector = new Projector([timelineProjection, bottleneckProjection], { store, pool });
  for (const name of projector.names) await projector.rebuild(name);
  await pool.query('VACUUM ANALYZE');
}

/** The compiled server over many projects, read models built before; without the projector, so that nothing else runs. */
export const apiBench: Bench = {
  names: ['boards', 'timeline'],
  run: ({ projects = PROJECTS, names }) =>
    withDatabase(async (database) => {
      const events = await loadProjects(database, projects);
      await build(database);
      const server = await startServer(join(ROOT, 'dist/apps/server/src/main.js'), ['--port', '0'], {
        DATABASE_URL: database.url,
        MILEPOST_ROLES: 'api',
        MILEPOST_LOG_LEVEL: 'warn',
      });
      try {
        const { rows } = await database.pool.query<{ project_id: string; district: string; today: string }>(
          `SELECT project_id, district, current_date::text AS today FROM timeline.project_span
           WHERE known_to = 'infinity' ORDER BY project_id LIMIT 500`,
        );
        const size = `${whole(projects)} projects, ${whole(events)} events`;
        const first = rows[0] as (typeof rows)[number];
        const tables: Table[] = [];
        if (names.includes('boards')) {
          tables.push(await tableOf(`Boards: ${size}`, server.url, boardQueries(first.today, first.district)));
        }
        if (names.includes('timeline')) {
          const ids = rows.map((row) => row.project_id);
          tables.push(await tableOf(`Timeline: ${size}`, server.url, timelineQueries(ids)));
        }
        return tables;
      } finally {
        await server.stop();
      }
    }),
};
