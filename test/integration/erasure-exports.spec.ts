import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../apps/cli/src/run';
import { startApi, type Api } from '../support/api';
import { consistencyOf, createTestKey, inclusionOf, issued, type TestKey } from '../support/checkpoints';
import { done, registered, streamOf } from '../support/commands';
import { addedPerson, sendPerson } from '../support/persons';

const NAME = '欧阳𠮷野静';
const PHONE = '0794-8221345';
const EXPORTS = [
  ['--format', 'jsonl'],
  ['--format', 'oc4ids', '--on', '2026-06-30'],
  ['--format', 'xes', '--on', '2026-06-30'],
];

describe('a person erased', () => {
  let key: TestKey;
  let api: Api;
  let folder: string;
  let projectId: string;
  let person: string;
  const url = process.env.DATABASE_URL;

  beforeAll(async () => {
    key = await createTestKey();
    api = await startApi({ env: key.env });
    folder = mkdtempSync(join(tmpdir(), 'milepost-erased-'));
    process.env.DATABASE_URL = api.database.url;
    person = await addedPerson(api, { name: NAME, phone: PHONE, bureau: '工信局', post: '项目专员' });
    projectId = await registered(api);
    const assigned = { projectId, role: 'CONTACT', assignee: '项目专员', person, from: '2024-01-02' };
    await done(api, 'assignResponsibility', assigned);
    await issued(api);
  });
  afterAll(async () => {
    if (url === undefined) delete process.env.DATABASE_URL;
    else process.env.DATABASE_URL = url;
    rmSync(folder, { recursive: true, force: true });
    await api.close();
    key.remove();
  });

  async function milepost(...args: string[]): Promise<{ code: number; said: string }> {
    let said = '';
    const listen = (stream: NodeJS.WriteStream) =>
      jest.spyOn(stream, 'write').mockImplementation((text) => Boolean((said += String(text))));
    const spies = [listen(process.stdout), listen(process.stderr)];
    try {
      return { code: await run(['node', 'milepost', ...args]), said };
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
  }

  async function exported(): Promise<string[]> {
    const { recordedAt } = (await streamOf(api, projectId)).at(-1)!;
    const texts: string[] = [];
    for (const [index, args] of EXPORTS.entries()) {
      const out = join(folder, String(index));
      const known = args.includes('jsonl') ? ['--key', key.file] : ['--known-at', recordedAt];
      const { code, said } = await milepost('export', ...args, ...known, '--out', out);
      expect({ code, said }).toEqual({ code: 0, said: expect.any(String) });
      texts.push(said + readFileSync(out, 'utf8'));
    }
    return texts;
  }

  const proofs = async () => {
    const events = await streamOf(api, projectId);
    const included = await Promise.all(events.map(({ id }) => inclusionOf(api, id)));
    return [included, await consistencyOf(api, 3, included[0]!.size)];
  };

  it('was in no export before, is in none after, and every proof holds as it did', async () => {
    const before = { proofs: await proofs(), exported: await exported() };
    const { userErrors } = await sendPerson(api, 'erasePerson', { personId: person, ground: 'CONSENT_WITHDRAWN' });
    expect(userErrors).toEqual([]);
    expect(await proofs()).toEqual(before.proofs);
    for (const text of [...before.exported, ...(await exported())]) {
      expect(text.length).toBeGreaterThan(500);
      for (const trace of [NAME, PHONE, '欧阳𠮷', encodeURIComponent(NAME)]) expect(text).not.toContain(trace);
    }
    const { code, said } = await milepost('verify', '--key', await publicKey(), '--language', 'en');
    expect({ code, said }).toEqual({ code: 0, said: expect.stringMatching(/^Unaltered: \d+ events/m) });
  });

  async function publicKey(): Promise<string> {
    const { data } = await api.ask('{ verifierKey }');
    const file = join(folder, 'public');
    writeFileSync(file, `${data.verifierKey}\n`);
    return file;
  }
});
