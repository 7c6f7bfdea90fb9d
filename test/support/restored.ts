import { ORDINARY } from './commands';
import { startCommand } from './command';
import { startServer, type ServerProcess } from './server';
import { createPool, type Pool } from '../../libs/postgres/src';

/** Schemas that no other can be made from: a backup without one of them has lost something for good. */
export const NEVER_LOST = ['event_store', 'directory', 'access_log', 'webhook'];

const QUESTION = `{
  bottlenecks(asOf: { on: "2026-06-30", knownAt: "2026-06-30T16:00:00Z" }) {
    total buckets { bottleneck { code } open green yellow red skipped ended suspended investmentHeldUpText }
  }
  integrityCounts(asOf: { on: "2026-06-30", knownAt: "2026-06-30T16:00:00Z" }) { total { count projects } }
  projects(first: 5) { totalCount edges { node { id name totalInvestmentText } } }
}`;

/** What a person would ask of a server to see that all is there. */
export async function answers(server: ServerProcess): Promise<unknown> {
  const { data, errors } = await server.ask(QUESTION);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

/** Records a project and a person, and waits until they are seen. */
export async function record(server: ServerProcess): Promise<void> {
  const { data, errors } = await server.ask(
    `mutation ($project: RegisterProjectInput!, $person: AddPersonInput!) {
      registerProject(input: $project) { position } addPerson(input: $person) { person { id } }
    }`,
    { project: ORDINARY, person: { name: '张三', post: '县发改局局长' } },
  );
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  const { position } = data.registerProject as { position: string };
  await server.ask(`{
    projects(first: 1, atLeast: "${position}") { totalCount }
    webhooks(first: 1, atLeast: "${position}") { edges { node { id } } }
  }`);
}

/** Rows and a digest of every table that can't be made anew, and how many rows there are in all. */
export const irreplaceable = (url: string) =>
  onDatabase(url, async (pool) => {
    const { rows } = await pool.query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
       WHERE table_schema = ANY($1) AND table_type = 'BASE TABLE' ORDER BY 1`,
      [NEVER_LOST],
    );
    const found: Record<string, unknown> = {};
    for (const { name } of rows) {
      const content = await pool.query<{ rows: number; digest: string }>(
        `SELECT count(*)::integer AS rows, md5(string_agg(t::text, '|' ORDER BY t::text)) AS digest FROM ${name} t`,
      );
      found[name] = content.rows[0];
    }
    return found;
  });

/**
 * What makes a database whole that holds the schemas of `NEVER_LOST` and `public` only: the list of applied migrations
 * forgets those whose schemas are gone. As the deployment guide has it.
 */
export const FORGET_LOST = `DELETE FROM public.schema_migrations WHERE component NOT IN (${NEVER_LOST.map((name) => `'${name}'`).join(', ')})`;

/** Names of the schemas that can be made anew. */
async function replaceable(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT nspname AS name FROM pg_namespace
     WHERE nspname <> ALL($1) AND nspname !~ '^pg_' AND nspname NOT IN ('public', 'information_schema')`,
    [NEVER_LOST],
  );
  return rows.map(({ name }) => name);
}

async function onDatabase<Result>(url: string, work: (pool: Pool) => Promise<Result>): Promise<Result> {
  const pool = createPool(url, { max: 1 });
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

/** Arguments with which pg_dump leaves out what can be made anew: all else, known or not, is in the dump. */
export const withoutViews = (url: string) =>
  onDatabase(url, async (pool) => (await replaceable(pool)).flatMap((name) => ['-N', name]));

/** Removes every schema but those that can't be made anew; gives their names. */
export const loseViews = (url: string) =>
  onDatabase(url, async (pool) => {
    const names = await replaceable(pool);
    for (const name of names) await pool.query(`DROP SCHEMA "${name}" CASCADE`);
    await pool.query(FORGET_LOST);
    return names;
  });

/** Starts a server on the database and asks. */
export async function askAnew(url: string, before: () => Promise<void> = async () => undefined): Promise<unknown> {
  const server = await startServer([], { DATABASE_URL: url });
  try {
    await before();
    return await answers(server);
  } finally {
    await server.stop();
  }
}

/** What the deployment guide has people do after a restore: verify, replay all, ask. */
export async function inspect(url: string): Promise<unknown> {
  return askAnew(url, async () => {
    for (const args of [['verify'], ['replay', '--all', '--check']]) {
      const command = startCommand(process.execPath, ['dist/apps/cli/src/main.js', ...args], { DATABASE_URL: url });
      const { code, output } = await command.ended;
      if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}:\n${output}`);
    }
  });
}
