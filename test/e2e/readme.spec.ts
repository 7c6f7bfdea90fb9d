import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import packageJson from '../../package.json';
import { REPD_EDITIONS } from '../golden/repd';
import { startCommand, type RunningCommand } from '../support/command';
import { documentedCommands, documentedQueries, printAnswer, writeAnswers } from '../support/documented';
import { documentedRuns, hasPrinted } from '../support/documented-runs';

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
    expect(answers.filter((answer) => 'errors' in (answer as object))).toEqual([]);
    if (process.env.UPDATE_DOCUMENTS)
      writeAnswers(
        name,
        answers.map((answer) => printAnswer(answer)),
      );
    expect(documentedQueries(name).map(({ answer }) => JSON.parse(answer) as unknown)).toEqual(answers);
  });

  it.each(DOCUMENTS)('prints what %s shows of its commands', async (name) => {
    // Nothing is imported yet: what is shown is of the sample and the checkpoint that the start has issued.
    await demo.said(/Issued checkpoint \d+/);
    const shown = documentedRuns(name);
    expect(shown.length).toBeGreaterThanOrEqual(2);
    for (const { command, printed } of shown) {
      const [program = '', ...words] = command.split(' ');
      const { output } = await startCommand(program, [...words, '--data', join(folder, 'data')]).ended;
      const told = hasPrinted(output, printed) ? printed : output;
      expect({ command, told }).toEqual({ command, told: printed });
    }
  });

  const register = REPD_EDITIONS.find(({ file }) => file !== null)?.file ?? null;

  it.each(DOCUMENTS)('takes every milepost command of %s', async (name) => {
    const shown = documentedRuns(name).map(({ command }) => command);
    const lines = documentedCommands(name).filter((line) => !shown.includes(line));
    const commands = lines.flatMap((line) => /npm run milepost -- (.*)/.exec(line)?.[1] ?? []);
    expect(commands.length).toBeGreaterThanOrEqual(5);
    for (const command of commands) {
      const [verb = '', ...rest] = command.split(' ').map((word) => {
        if (word === 'repd.csv') return register;
        return word.endsWith('.xlsx') ? join(folder, `${name}-${word}`) : word;
      });
      // The register is not part of the project: where it does not lie beside it, its import is not tried.
      if (rest.includes(null)) continue;
      const words = [verb, ...rest] as string[];
      const data = verb === 'template' ? [] : ['--data', join(folder, 'data')];
      const { code, output } = await startCommand('npm', ['run', 'milepost', '--', ...words, ...data]).ended;
      expect({ command, code, output: code === 0 ? '' : output }).toEqual({ command, code: 0, output: '' });
    }
  });

  it('serves its query editor from its own files', async () => {
    const page = await (await fetch(`${url}/graphiql`)).text();
    expect(page).toContain('GraphiQL');
    expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });
});
