import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openNote, parseTreeHead, VerifierKey } from '../../libs/audit/src';
import { run } from '../../apps/cli/src/run';
import type { Api } from '../support/api';
import { createTestKey, type TestKey } from '../support/checkpoints';
import {
  documentedCommands,
  documentedQueries,
  documentText,
  printAnswer,
  queryCount,
  writeAnswers,
} from '../support/documented';
import { documentedRuns, hasPrinted } from '../support/documented-runs';
import { startSampleApi } from '../support/sample';

const TOPICS = ['history', 'proofs', 'verify', 'exports'];
const DOCUMENTS = TOPICS.flatMap((topic) => [`docs/${topic}.md`, `docs/${topic}.zh-CN.md`]);
const root = join(__dirname, '../..');

describe('what auditors are told to ask and to run', () => {
  let key: TestKey;
  let api: Api;
  let folder: string;
  const { env } = process;
  const home = process.cwd();

  beforeAll(async () => {
    key = await createTestKey('county.example/milepost');
    api = await startSampleApi(key.env);
    folder = mkdtempSync(join(tmpdir(), 'milepost-documented-'));
    process.env = { ...env, ...key.env, DATABASE_URL: api.database.url };
    process.chdir(folder);
    mkdirSync('secrets');
    const { data } = await api.ask('mutation { issueCheckpoint { checkpoint { note verifierKey } } }');
    const { note, verifierKey } = data.issueCheckpoint.checkpoint;
    writeFileSync('march.checkpoint', note);
    for (const file of ['auditor.keys', 'checkpoint.pub']) writeFileSync(file, `${verifierKey}\n`);
  });
  afterAll(async () => {
    process.chdir(home);
    process.env = env;
    rmSync(folder, { recursive: true, force: true });
    await api.close();
    key.remove();
  });

  async function milepost(words: readonly string[]): Promise<{ code: number; output: string }> {
    let output = '';
    const listen = (stream: NodeJS.WriteStream) =>
      jest.spyOn(stream, 'write').mockImplementation((text) => Boolean((output += String(text))));
    const spies = [listen(process.stdout), listen(process.stderr)];
    try {
      return { code: await run(['node', 'milepost', ...words]), output };
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
  }

  /** Runs a line of a document in the auditor's folder. */
  async function ran(line: string): Promise<{ code: number; output: string }> {
    const milepostWords = /^npm run milepost -- (.*)$/.exec(line)?.[1];
    if (milepostWords !== undefined) return milepost(milepostWords.split(' '));
    const script = line.replace(/^node scripts\//, `node ${root}/scripts/`);
    const { stdout, stderr } = await promisify(execFile)('sh', ['-c', script]);
    return { code: 0, output: stdout + stderr };
  }

  const seen = new Set<string>();
  it.each(DOCUMENTS)('does what %s says of its commands', async (name) => {
    const shown = new Map(documentedRuns(name).map(({ command, printed }) => [command, printed]));
    for (const line of documentedCommands(name)) {
      const printed = shown.get(line) ?? '';
      // Most are the same in both languages.
      if (seen.has(line + printed)) continue;
      seen.add(line + printed);
      const { code, output } = await ran(line);
      const told = hasPrinted(output, printed) ? printed : output;
      expect({ line, code, told }).toEqual({ line, code: 0, told: printed });
    }
  });

  it.each(DOCUMENTS)('answers every query of %s as printed there', async (name) => {
    const documented = documentedQueries(name);
    expect(documented).toHaveLength(queryCount(name));
    const answers: unknown[] = [];
    for (const { query } of documented) answers.push(await api.ask(query));
    const printed = answers.map((answer) => printAnswer(answer));
    expect(answers.filter((answer) => 'errors' in (answer as object))).toEqual([]);
    if (process.env.UPDATE_DOCUMENTS) writeAnswers(name, printed);
    expect(documentedQueries(name).map(({ answer }) => JSON.parse(answer) as unknown)).toEqual(answers);
  });

  it.each(['docs/proofs.md', 'docs/proofs.zh-CN.md'])(
    'shows in %s a checkpoint that its key verifies',
    async (name) => {
      const text = documentText(name);
      const note = /```\n(county\.example\/milepost\n[^]*?)```/.exec(text)?.[1] ?? '';
      const vkey = /`(county\.example\/milepost\+[^`]*)`/.exec(text)?.[1] ?? '';
      const { size, root: signed } = parseTreeHead(openNote(note, [VerifierKey.parse(vkey)]));
      const { data } = await api.ask('query ($size: Int) { checkpoint(size: $size) { rootHash } }', { size });
      expect(data.checkpoint.rootHash).toBe(signed.toString('base64'));
    },
  );

  it.each(TOPICS)('is the same in both languages of %s', (topic) => {
    const [english, chinese] = [`docs/${topic}.md`, `docs/${topic}.zh-CN.md`] as const;
    const plain = (line: string) => line.replace(/ --lang(uage)? \w+/, '');
    expect(documentedCommands(chinese).map(plain)).toEqual(documentedCommands(english).map(plain));
    expect(documentedQueries(chinese).map(({ query }) => query)).toEqual(
      documentedQueries(english).map(({ query }) => query),
    );
  });
});
