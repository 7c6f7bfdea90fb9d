import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool, type EmbeddedPostgres, startEmbeddedPostgres } from '@milepost/postgres';

const ask = async (server: EmbeddedPostgres, sql: string) => {
  const pool = createPool(server.url, { max: 1 });
  try {
    return (await pool.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await pool.end();
  }
};

/** Number of a process that has ended. */
const deadPid = () => spawnSync(process.execPath, ['-e', '']).pid;

describe('startEmbeddedPostgres', () => {
  jest.setTimeout(120_000);
  let folder: string;
  const started: EmbeddedPostgres[] = [];
  const start = async (mode: 'own' | 'join', dataFolder = folder, sharedHome?: string) => {
    const server = await startEmbeddedPostgres({ dataFolder, mode, sharedHome });
    started.push(server);
    return server;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'milepost-test-embedded-'));
    chmodSync(folder, 0o755);
  });

  afterEach(async () => {
    for (const server of started.splice(0)) await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('finds its data again, on the same port, with durable settings and a closed password file', async () => {
    const data = join(folder, 'deep er', '数据');
    const first = await start('own', data);
    expect(first.adopted).toBe(false);
    await ask(first, 'CREATE TABLE kept AS SELECT 1 AS id');
    const settings = await ask(
      first,
      "SELECT setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit')",
    );
    expect(settings).toEqual([{ setting: 'on' }, { setting: 'on' }, { setting: 'on' }]);
    expect(await ask(first, 'SHOW server_encoding')).toEqual([{ server_encoding: 'UTF8' }]);
    expect(await ask(first, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    expect(statSync(join(data, 'postgres-password')).mode & 0o777).toBe(0o600);
    await first.stop();
    await first.stop();
    const second = await start('own', data);
    expect(second.port).toBe(first.port);
    expect(await ask(second, 'SELECT id FROM kept')).toEqual([{ id: 1 }]);
  });

  it('refuses a second owner by name, and lets others join without stopping it', async () => {
    const owner = await start('own');
    await expect(start('own')).rejects.toMatchObject({ name: 'DataFolderInUse', folder, ownerPid: process.pid });
    const joined = await start('join');
    expect(joined).toMatchObject({ adopted: true, url: owner.url });
    await joined.stop();
    expect(await ask(owner, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('adopts the server of an owner that was killed, and stops it in the end', async () => {
    const orphan = await start('own');
    writeFileSync(join(folder, 'owner.pid'), `${deadPid()} 1`);
    const heir = await start('own');
    expect(heir).toMatchObject({ adopted: true, port: orphan.port });
    await heir.stop();
    await expect(ask(heir, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });

  it('starts a server of its own to join when nobody runs one', async () => {
    const server = await start('join');
    expect(server.adopted).toBe(false);
    expect(await ask(server, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('starts after a kill of the server, even when its number now belongs to another process', async () => {
    const first = await start('own');
    const pidFile = join(folder, 'postgres', 'postmaster.pid');
    const [pid, ...rest] = readFileSync(pidFile, 'utf8').split('\n');
    process.kill(Number(pid), 'SIGKILL');
    await first.stop();
    writeFileSync(pidFile, [process.pid, ...rest].join('\n'));
    const second = await start('own');
    expect(second.adopted).toBe(false);
  });

  const asRoot = process.getuid?.() === 0 ? it : it.skip;

  asRoot('goes to a shared place when the data folder is closed to its unprivileged user, and says where', async () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const sharedHome = join(folder, 'shared');
    const first = await start('own', join(closed, 'data'), sharedHome);
    await ask(first, 'CREATE TABLE kept (one int)');
    await first.stop();
    expect(readFileSync(join(closed, 'data', 'postgres-is-elsewhere.txt'), 'utf8')).toContain(sharedHome);
    const second = await start('own', join(closed, 'data'), sharedHome);
    expect(await ask(second, 'SELECT count(*)::int AS kept FROM kept')).toEqual([{ kept: 0 }]);
  });

  asRoot('is not replaced by an empty one when its folder is closed off later', async () => {
    const data = join(folder, 'closed', 'data');
    mkdirSync(data, { recursive: true });
    const first = await start('own', data);
    await first.stop();
    chmodSync(join(folder, 'closed'), 0o700);
    await expect(start('own', data)).rejects.toMatchObject({ name: 'DataFolderUnreachable', folder: data });
  });

  it('names the folder that can not be made', async () => {
    writeFileSync(join(folder, 'file'), '');
    const attempt = start('own', join(folder, 'file', 'data'));
    await expect(attempt).rejects.toMatchObject({ name: 'EmbeddedPostgresFailed' });
  });
});
