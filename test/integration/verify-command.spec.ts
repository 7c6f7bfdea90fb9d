import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgresEventStore } from '@milepost/event-store';
import { run } from '../../apps/cli/src/run';
import { createAuditedStore, SIGNER, STRANGER, unlock } from '../support/audited-store';
import type { TestDatabase } from '../support/database';

describe('milepost verify', () => {
  let database: TestDatabase;
  let notes: string[];
  let folder: string;
  const url = process.env.DATABASE_URL;

  beforeAll(async () => {
    ({ database, notes } = await createAuditedStore());
    process.env.DATABASE_URL = database.url;
    folder = await mkdtemp(join(tmpdir(), 'milepost-verify-'));
    await writeFile(join(folder, 'keys'), `${String(SIGNER.verifier)}\n${String(STRANGER.verifier)}\n`);
    await writeFile(join(folder, 'stranger'), String(STRANGER.verifier));
    await writeFile(join(folder, 'note'), notes[1]);
    await writeFile(join(folder, 'false-note'), notes[1].replace(/^181$/m, '182'));
  });

  afterAll(async () => {
    if (url === undefined) delete process.env.DATABASE_URL;
    else process.env.DATABASE_URL = url;
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  async function verify(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const written = { out: '', err: '' };
    const out = jest
      .spyOn(process.stdout, 'write')
      .mockImplementation((text) => Boolean((written.out += String(text))));
    const err = jest
      .spyOn(process.stderr, 'write')
      .mockImplementation((text) => Boolean((written.err += String(text))));
    try {
      return { code: await run(['node', 'milepost', 'verify', '--language', 'en', ...args]), ...written };
    } finally {
      out.mockRestore();
      err.mockRestore();
    }
  }
  const file = (name: string) => join(folder, name);

  it('says that all is unaltered, how fast it was, and that no key was given', async () => {
    const { code, out } = await verify();
    expect(code).toBe(0);
    expect(out).toMatch(/^Unaltered: 221 events in 8 streams, 2 checkpoints\.\nRoot of their tree: [\w+/]{43}=\n/);
    expect(out).toContain('--key FILE');
    expect(out).toMatch(/^Walked 221 events in \d+\.\d s \([\d,]+ events\/s\)\.\n$/m);
    expect((await verify('--language', 'zh', '--key', file('keys'))).out).toMatch(
      /^未经篡改:事件 221 个,事件流 8 条,检查点 2 个。\n默克尔树根/,
    );
  });

  it('refuses checkpoints by other keys, and notes that say something else', async () => {
    expect(await verify('--key', file('stranger'))).toMatchObject({
      code: 1,
      out: expect.stringContaining('is forged or damaged') as string,
    });
    expect(await verify('--since', file('note'), '--key', file('keys'))).toMatchObject({
      code: 0,
      out: expect.stringContaining('What the checkpoint over 181 events signed is there still.') as string,
    });
    expect(await verify('--since', file('false-note'), '--key', file('keys'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('is wrong') as string,
    });
    const untrue = await verify('--since', file('false-note'));
    expect(untrue).toMatchObject({ code: 1, out: expect.stringContaining('Events 182 to 182') as string });
    expect(await verify('--since', '120')).toMatchObject({ code: 0 });
    expect(await verify('--since', '121')).toMatchObject({
      code: 1,
      out: expect.stringContaining('no checkpoint over 121 events') as string,
    });
  });

  it.each([
    ['--key', 'nowhere', 'ENOENT'],
    ['--key', 'note', 'not of the form'],
    ['--since', 'nowhere', 'no such file'],
    ['--since', 'keys', 'no signatures'],
  ])('says in one line that %s %s can’t be used', async (option, name, why) => {
    const { code, err } = await verify(option, file(name));
    expect(code).toBe(1);
    expect(err).toMatch(/^milepost: [^\n]*\n$/);
    expect(err).toContain(why);
  });

  it('ends in order when it is interrupted, and says whether the same command goes on from there', async () => {
    // The signal comes before the first page.
    const interrupt = () => process.emit('SIGINT');
    const head = jest.spyOn(PostgresEventStore.prototype, 'head').mockImplementationOnce(async () => {
      interrupt();
      return '221';
    });
    const state = file('interrupted.walk');
    const { code, out } = await verify('--state', state);
    expect(code).toBe(130);
    expect(out).toMatch(/^Interrupted after 0 events, .* the same command goes on from there\.$/m);
    head.mockImplementationOnce(async () => {
      interrupt();
      return '221';
    });
    expect((await verify()).out).toContain('--state FILE');
    head.mockRestore();
    expect((await verify('--state', state)).out).toContain('Unaltered: 221 events');
  });

  it('remembers the walk where it is told to, and spares with --since what was walked', async () => {
    const state = file('verify.walk');
    expect(await verify('--state', state)).toMatchObject({ code: 0 });
    expect(existsSync(state)).toBe(true);
    const { code, out } = await verify('--state', state, '--since', file('note'));
    expect(code).toBe(0);
    expect(out).toContain('Of them, 221 were checked by an earlier walk');
    expect(out).toContain('Walked 0 events');
    expect((await verify('--state', state, '--since', file('note'), '--restart')).out).toContain('Walked 221 events');
  });

  it('names the damaged event, in either language', async () => {
    await unlock(database.pool);
    const { rows } = await database.pool.query<{ id: string }>(
      `UPDATE event_store.events SET data = '{"changed":1}' WHERE position = 140 RETURNING id`,
    );
    const { code, out } = await verify();
    expect(code).toBe(1);
    expect(out).toMatch(/^Damaged\. The 139 events before are unaltered/);
    expect(out).toContain(`Event ${rows[0].id} (position 140, stream project-5, revision 19) was altered`);
    expect((await verify('--language', 'zh')).out).toContain(
      `事件 ${rows[0].id}(位置 140,事件流 project-5,修订号 19)已被篡改`,
    );
  });
});
