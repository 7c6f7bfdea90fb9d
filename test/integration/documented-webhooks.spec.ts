import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { DELIVERY_ERRORS, newSecret, newSigningKey, parseSigningKey, signedHeaders } from '../../libs/webhook/src';
import { PostgresEventStore } from '../../libs/event-store/src';
import { projectStream } from '../../libs/lifecycle/src';
import { startApi, type Api } from '../support/api';
import {
  documentedCommands,
  documentedQueries,
  documentText,
  printAnswer,
  queryCount,
  writeAnswers,
} from '../support/documented';
import { documentedPrograms } from '../support/documented-programs';
import { waitUntil } from '../support/wait-until';
import { reached, registered } from '../support/webhooks/desk';
import { LOOPBACK_WEBHOOKS, Receiver } from '../support/webhooks/receiver';

const DOCUMENTS = ['docs/webhooks.md', 'docs/webhooks.zh-CN.md'] as const;

/** How a language is asked whether it is there, and how a program in it is made ready, where it must be, and run. */
interface Language {
  readonly probe: readonly [string, ...string[]];
  readonly build?: readonly [string, ...string[]];
  readonly run: (file: string) => readonly [string, ...string[]];
}

const LANGUAGES: Readonly<Record<string, Language>> = {
  '.mjs': { probe: [process.execPath, '--version'], run: (file) => [process.execPath, file] },
  '.py': { probe: ['python3', '--version'], run: (file) => ['python3', file] },
  '.java': { probe: ['javac', '--version'], build: ['javac'], run: (file) => ['java', basename(file, '.java')] },
  // Not by `go run`: it says of every exit code but 0 what it was, and exits with 1 itself.
  '.go': { probe: ['go', 'version'], build: ['go', 'build'], run: (file) => [`./${basename(file, '.go')}`] },
};

const languageOf = (file: string): Language => {
  const language = LANGUAGES[extname(file)];
  if (language === undefined) throw new Error(`${file}: nobody knows how to run it`);
  return language;
};
const isThere = (file: string): boolean => {
  const [command, ...args] = languageOf(file).probe;
  return spawnSync(command, args).status === 0;
};

const BODY = '{"specversion":"1.0","id":"e1","data":{"name":"城东污水处理厂二期"}}';

describe('the programs that receivers are told to verify with', () => {
  const folder = mkdtempSync(join(tmpdir(), 'milepost-webhooks-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const programs = documentedPrograms(DOCUMENTS[0]);
  const there = programs.filter(({ file }) => isThere(file));
  for (const { file } of programs.filter((program) => !there.includes(program))) {
    console.warn(`${languageOf(file).probe[0]} is not on this machine: ${file} of docs/webhooks.md is not tried`);
  }

  it('are there for four languages, and a command for trying them', () => {
    expect(programs.map(({ file }) => file)).toEqual([
      'verify.mjs',
      'verify-public.mjs',
      'verify.py',
      'Verify.java',
      'verify.go',
    ]);
    expect(documentedCommands(DOCUMENTS[0]).at(-1)).toMatch(/^npm run milepost -- webhook listen /);
  });

  it('are the same in both languages, and so is every other block', () => {
    const [english, chinese] = DOCUMENTS.map((name) => documentText(name).match(/```\w+\n[\s\S]*?```/g));
    expect(english?.length).toBeGreaterThan(programs.length);
    expect(chinese).toEqual(english);
  });

  it.each(DOCUMENTS)('stand in %s beside every reason that an attempt can fail of', (name) => {
    const told = [...documentText(name).matchAll(/`([a-z]+(?:-[a-z]+)*)`/g)].map(([, code]) => code);
    expect(told).toEqual(expect.arrayContaining([...DELIVERY_ERRORS]));
  });

  it.each(there)('$file believes what was signed, and nothing else', ({ file, text }) => {
    writeFileSync(join(folder, file), text);
    const { build, run } = languageOf(file);
    if (build)
      expect(spawnSync(build[0], [...build.slice(1), file], { cwd: folder, encoding: 'utf8' })).toMatchObject({
        status: 0,
        stderr: '',
      });
    const byPublicKey = file === 'verify-public.mjs';
    const made = () => {
      if (byPublicKey) return newSigningKey();
      const secret = newSecret();
      return { secret, publicKey: secret };
    };
    const [mine, other] = [made(), made()];

    const verdict = (
      secrets: readonly string[],
      { age = 0, body = BODY, altered = (headers: string[]): string[] => headers } = {},
    ): number | null => {
      const timestamp = Math.floor(Date.now() / 1000) - age;
      const headers = Object.values(signedHeaders({ id: 'm-1', timestamp, body: BODY }, secrets.map(parseSigningKey)));
      const [command, ...args] = run(file);
      const words = [...args, mine.publicKey, ...altered(headers as string[])];
      const { status, stderr } = spawnSync(command, words, { cwd: folder, input: body });
      // An exit code of 1 must be a judgement, not an accident.
      expect(stderr.toString()).toBe('');
      return status;
    };

    expect(verdict([mine.secret])).toBe(0);
    expect(verdict([other.secret, mine.secret])).toBe(0);
    expect(verdict([mine.secret], { age: 290 })).toBe(0);
    expect(verdict([mine.secret], { body: `${BODY} ` })).toBe(1);
    expect(verdict([mine.secret], { body: '' })).toBe(1);
    expect(verdict([other.secret])).toBe(1);
    expect(verdict([mine.secret], { age: 310 })).toBe(1);
    expect(verdict([mine.secret], { age: -310 })).toBe(1);
    expect(verdict([mine.secret], { altered: ([, ...rest]) => ['m-2', ...rest] })).toBe(1);
    expect(verdict([mine.secret], { altered: ([id = '', , by = '']) => [id, 'soon', by] })).toBe(1);
    expect(verdict([mine.secret], { altered: ([id = '', at = '']) => [id, at, 'v1,AAAA v1a,AAAA 签名'] })).toBe(1);
  });
});

describe('what operators are told to ask', () => {
  const PROJECT = '5b1f0f8e-2d0c-4f7a-9a6e-0c1d2e3f4a5b';
  const DOCUMENTED_URL = 'https://statistics.example/milepost';
  let api: Api;
  let receiver: Receiver;
  let store: PostgresEventStore;
  beforeAll(async () => {
    api = await startApi({ env: LOOPBACK_WEBHOOKS });
    receiver = await Receiver.start();
    store = await PostgresEventStore.open(api.database.pool);
    await store.append(projectStream(PROJECT), 'none', [registered()]);
  });
  afterAll(async () => {
    await store.close();
    await api.close();
    await receiver.stop();
  });

  const idOf = (number: number): string => `2f6f0d9e-41c0-4d63-8b9f-6f1a52b1c90${number}`;

  /** Records the next event of the story, under the id that the guide shows. */
  async function happens(number: number, milestone: string): Promise<void> {
    const revision = (await store.readStream(projectStream(PROJECT))).length - 1;
    await store.append(projectStream(PROJECT), revision, [{ ...reached(milestone), id: idOf(number) }]);
  }
  const delivered = (number: number) =>
    waitUntil(`message ${number} is on record as delivered`, async () => {
      const { rowCount } = await api.database.pool.query(
        'SELECT FROM webhook.attempt WHERE message_id = $1 AND status = 200',
        [idOf(number)],
      );
      return rowCount === 1;
    });
  const queued = (number: number, state: string, attempts: number) =>
    waitUntil(`message ${number} is ${state} after ${attempts} attempts`, async () => {
      const { rowCount } = await api.database.pool.query(
        'SELECT FROM webhook.queue WHERE message_id = $1 AND state = $2 AND attempts = $3',
        [idOf(number), state, attempts],
      );
      return rowCount === 1;
    });
  /** As if the waits of the schedule were over. */
  async function givenUp(number: number): Promise<void> {
    await queued(number, 'pending', 1);
    const { pool } = api.database;
    await pool.query('UPDATE webhook.queue SET attempts = 7, due_at = $2 WHERE message_id = $1', [
      idOf(number),
      new Date().toISOString(),
    ]);
    await queued(number, 'exhausted', 8);
  }

  /** What has happened before a query of the guide is asked. */
  const BEFORE: Readonly<Record<string, () => Promise<void>>> = {
    webhooks: async () => {
      await happens(1, 'eia');
      await delivered(1);
    },
    webhookQueue: async () => {
      receiver.respond = () => ({ status: 503 });
      await happens(2, 'groundbreaking');
      await givenUp(2);
      await happens(3, 'completion');
      await queued(3, 'pending', 0);
    },
    replayWebhook: async () => {
      receiver.respond = () => ({ status: 200, body: 'ok' });
    },
    discardWebhookMessage: async () => {
      // What a replay has brought through frees what was behind it.
      await delivered(2);
      await delivered(3);
      receiver.respond = () => ({ status: 503 });
      await happens(4, 'commissioning');
      await givenUp(4);
    },
    rotateWebhookSecret: async () => {
      await waitUntil('the queue is empty', async () => {
        const { rowCount } = await api.database.pool.query('SELECT FROM webhook.queue');
        return rowCount === 0;
      });
    },
  };

  /** Secrets, instants and durations are others each time. */
  const steady = (answer: string): string =>
    answer
      .replace(/whsec_[^"]*/g, 'whsec_…')
      .replace(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, '"⟨instant⟩"')
      .replace(/"durationMs": \d+/g, '"durationMs": 0');

  it('is answered as printed there', async () => {
    const [name] = DOCUMENTS;
    const documented = documentedQueries(name);
    expect(documented).toHaveLength(queryCount(name));
    const answers: string[] = [];
    for (const { query } of documented) {
      const field = /\{\s*(\w+)/.exec(query)?.[1] ?? '';
      await BEFORE[field]?.();
      const { data, errors } = await api.ask(query.replace(DOCUMENTED_URL, receiver.url));
      expect(errors).toBeUndefined();
      const printed = printAnswer({ data: data as unknown }).replaceAll(receiver.url, DOCUMENTED_URL);
      answers.push(printed.replace(/whsec_[^"]*/g, 'whsec_…'));
    }
    if (process.env.UPDATE_DOCUMENTS) for (const document of DOCUMENTS) writeAnswers(document, answers);
    const told = documentedQueries(name).map(({ answer }) => steady(printAnswer(JSON.parse(answer) as unknown)));
    expect(told).toEqual(answers.map(steady));
  });
});
