import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import packageJson from '../../package.json';
import { startCommand, type RunningCommand } from '../support/command';
import { documentedCommands, documentedQueries, printAnswer, writeAnswers } from '../support/documented';

const DOCUMENTS = ['README.md', 'README.zh-CN.md'];

describe.each(DOCUMENTS)('%s', (name) => {
  it('names only commands that there are', () => {
    const scripts = documentedCommands(name).flatMap((line) => /npm (?:run )?([\w:]+)/.exec(line)?.[1] ?? []);
    expect(scripts).toEqual(expect.arrayContaining(['ci', 'demo', 'start', 'milepost']));
    const known = ['ci', ...Object.keys(packageJson.scripts)];
    expect(scripts.filter((script) => !known.includes(script))).toEqual([]);
  });
});

describe('npm run demo', () => {
  const folder = mkdtempSync(join(tmpdir(), 'milepost-readme-'));
  let demo: RunningCommand;
  let url: string;

  beforeAll(async () => {
    // Open to the user under which PostgreSQL runs when this is root.
    chmodSync(folder, 0o755);
    demo = startCommand('npm', ['run', 'demo', '--', '--data', join(folder, 'data'), '--port', '0']);
    url = await demo.said(/Milepost is ready: (\S+)\/graphiql/);
  });

  afterAll(async () => {
    demo.child.kill('SIGTERM');
    expect((await demo.ended).output).toMatch(/closing[\s\S]*PostgreSQL in .* stopped[\s\S]*Closed/);
    rmSync(folder, { recursive: true, force: true });
  });

  async function ask(query: string): Promise<unknown> {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    return response.json();
  }

  it.each(DOCUMENTS)('answers every query of %s as printed there', async (name) => {
    const documented = documentedQueries(name);
    expect(documented.length).toBeGreaterThanOrEqual(4);
    const answers: unknown[] = [];
    for (const { query } of documented) answers.push(await ask(query));
    if (process.env.UPDATE_DOCUMENTS)
      writeAnswers(
        name,
        answers.map((answer) => printAnswer(answer)),
      );
    expect(documentedQueries(name).map(({ answer }) => JSON.parse(answer) as unknown)).toEqual(answers);
  });

  it('serves its query editor from its own files', async () => {
    const page = await (await fetch(`${url}/graphiql`)).text();
    expect(page).toContain('GraphiQL');
    expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });
});
