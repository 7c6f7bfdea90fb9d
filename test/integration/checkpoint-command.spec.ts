import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../apps/cli/src/run';
import { openNote, parseTreeHead, VerifierKey } from '../../libs/audit/src';
import { startApi, type Api } from '../support/api';
import { registered } from '../support/commands';

describe('the command line on checkpoints', () => {
  let api: Api;
  const url = process.env.DATABASE_URL;
  const folder = mkdtempSync(join(tmpdir(), 'milepost-checkpoint-'));
  const file = join(folder, 'checkpoint.key');
  let vkey: VerifierKey;

  beforeAll(async () => {
    api = await startApi();
    process.env.DATABASE_URL = api.database.url;
  });
  afterAll(async () => {
    if (url === undefined) delete process.env.DATABASE_URL;
    else process.env.DATABASE_URL = url;
    await api.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function milepost(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const written = { out: '', err: '' };
    const spies = [
      jest.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((written.out += String(text)))),
      jest.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((written.err += String(text)))),
    ];
    try {
      return { code: await run(['node', 'milepost', 'checkpoint', ...args]), ...written };
    } finally {
      spies.forEach((spy) => spy.mockRestore());
    }
  }

  it('makes a key once: the private part for its owner, the public one for everybody', async () => {
    const { code, out, err } = await milepost('key', file, '--name', 'county.example/milepost');
    vkey = VerifierKey.parse(out);
    expect([code, vkey.name, statSync(file).mode & 0o777]).toEqual([0, 'county.example/milepost', 0o600]);
    const secret = readFileSync(file, 'utf8').trim();
    expect(secret).toMatch(/^PRIVATE\+KEY\+/);
    expect(`${out}${err}`).not.toContain(secret.split('+').at(-1));
    expect(await milepost('key', file)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('never overwritten'),
    });
    expect(await milepost('key', join(folder, 'x'), '--name', 'two words')).toMatchObject({ code: 1 });
    expect(existsSync(join(folder, 'x'))).toBe(false);
  });

  it('issues one and shows it', async () => {
    expect(await milepost('show', '--key', file)).toMatchObject({
      code: 1,
      err: 'milepost: there is no checkpoint yet\n',
    });
    const { code, out } = await milepost('issue', '--key', file);
    expect(code).toBe(0);
    expect(parseTreeHead(openNote(out, [vkey]))).toMatchObject({ origin: 'county.example/milepost', size: 4 });
    expect(await milepost('show', '--key', file)).toEqual({ code: 0, out, err: '' });
    expect(await milepost('issue', '--key', file)).toMatchObject({
      code: 0,
      out,
      err: expect.stringContaining('Nothing has come'),
    });
    await registered(api);
    const next = await milepost('issue', '--key', file);
    expect(parseTreeHead(openNote(next.out, [vkey])).size).toBe(6);
    expect(await milepost('show', '--key', file, '--size', '4')).toMatchObject({ code: 0, out });
    expect(await milepost('show', '--key', file, '--size', '5')).toMatchObject({ code: 1 });
    expect(await milepost('show', '--key', file, '--size', '-4')).toMatchObject({ code: 1 });
  });

  it('says that there is no key', async () => {
    expect(await milepost('issue')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('MILEPOST_CHECKPOINT_KEY_FILE'),
    });
  });
});
