import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { DELIVERY_ERRORS, newSecret, newSigningKey, parseSigningKey, signedHeaders } from '../../libs/webhook/src';
import { documentedCommands, documentText } from '../support/documented';
import { documentedPrograms } from '../support/documented-programs';

const DOCUMENTS = ['docs/webhooks.md', 'docs/webhooks.zh-CN.md'] as const;

/** How a program is run, and how its language is asked whether it is there. */
const LANGUAGES: Readonly<Record<string, { readonly run: readonly string[]; readonly probe: string }>> = {
  '.mjs': { run: [process.execPath], probe: '--version' },
  '.py': { run: ['python3'], probe: '--version' },
  '.java': { run: ['java'], probe: '--version' },
  '.go': { run: ['go', 'run'], probe: 'version' },
};

const languageOf = (file: string) => {
  const language = LANGUAGES[extname(file)];
  if (language === undefined) throw new Error(`${file}: nobody knows how to run it`);
  return language;
};
const isThere = (file: string): boolean => {
  const { run, probe } = languageOf(file);
  return spawnSync(run[0] as string, [probe]).status === 0;
};

const BODY = '{"specversion":"1.0","id":"e1","data":{"name":"城东污水处理厂二期"}}';

describe('the programs that receivers are told to verify with', () => {
  const folder = mkdtempSync(join(tmpdir(), 'milepost-webhooks-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const programs = documentedPrograms(DOCUMENTS[0]);
  const there = programs.filter(({ file }) => isThere(file));
  for (const { file } of programs.filter((program) => !there.includes(program))) {
    console.warn(`${languageOf(file).run[0]} is not on this machine: ${file} of docs/webhooks.md is not tried`);
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
      const [command = '', ...args] = languageOf(file).run;
      const words = [...args, file, mine.publicKey, ...altered(headers as string[])];
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
