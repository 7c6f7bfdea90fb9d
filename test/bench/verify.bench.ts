import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Bench } from './bench';
import { loadProjects, withDatabase, type BenchDatabase } from './bench-database';
import { median, rounds } from './median';
import { whole } from './report';

const command = promisify(execFile);
const COMMAND = join(__dirname, '..', '..', 'apps', 'cli', 'src', 'main.js');
/** About a million events. */
const PROJECTS = 85_000;

interface Measured {
  readonly rate: number;
  /** Events per second of the process' own time on a core, which other processes don't slow down. */
  readonly ownRate: number;
  /** Megabytes. */
  readonly peak: number;
}

const SAY = 'const u = process.resourceUsage(); process.stderr.write("MEASURED " + JSON.stringify(u) + "\\n");';

/** Runs a script in a process of its own, with the memory that a process has by default, and says what it took. */
async function measure(script: string, events: number, env: Record<string, string>): Promise<Measured> {
  const args = ['-e', `process.on('exit', () => { ${SAY} }); ${script}`];
  const began = performance.now();
  const { stderr } = await command(process.execPath, args, { env: { ...process.env, ...env } });
  const seconds = (performance.now() - began) / 1000;
  const usage = JSON.parse(/MEASURED (.*)/.exec(stderr)?.[1] ?? '{}') as NodeJS.ResourceUsage;
  const own = (usage.userCPUTime + usage.systemCPUTime) / 1e6;
  return { rate: events / seconds, ownRate: events / own, peak: usage.maxRSS / 1024 };
}

const READER = join(__dirname, '..', '..', 'libs', 'event-store', 'src', 'index.js');
const READ = `(async () => {
  const store = await require(${JSON.stringify(READER)}).PostgresEventStore.open(process.env.DATABASE_URL);
  for (let after = '0'; ;) {
    const page = await store.readAll({ after, limit: 2048 });
    if (page.length === 0) break;
    after = page[page.length - 1].position;
  }
  await store.close();
})();`;
const VERIFY = `process.argv.push(${JSON.stringify(COMMAND)}, 'verify'); require(process.argv[1]);`;

async function line(what: string, script: string, { url }: BenchDatabase, events: number) {
  const taken = await rounds(() => measure(script, events, { DATABASE_URL: url }));
  const middle = (of: (measured: Measured) => number) => median(taken.map(of));
  return {
    ownRate: middle(({ ownRate }) => ownRate),
    cells: [
      what,
      whole(middle(({ rate }) => rate)),
      whole(middle(({ ownRate }) => ownRate)),
      `${whole(Math.max(...taken.map(({ peak }) => peak)))} MB`,
    ],
  };
}

/** The command `milepost verify` over generated projects, its start included, beside reading the same events. */
export const verifyBench: Bench = {
  names: ['verify'],
  run: ({ projects = PROJECTS }) =>
    withDatabase(async (database) => {
      const events = await loadProjects(database, projects);
      const verify = await line('milepost verify', VERIFY, database, events);
      const read = await line('reading the same events', READ, database, events);
      const share = (100 * verify.ownRate) / read.ownRate;
      return [
        {
          title: `Verification: ${whole(projects)} projects, ${whole(events)} events`,
          heads: ['', 'events/s', 'per core second', 'peak RSS', 'of reading'],
          lines: [
            [...verify.cells, `${share.toFixed(0)}%`],
            [...read.cells, '100%'],
          ],
        },
      ];
    }),
};
