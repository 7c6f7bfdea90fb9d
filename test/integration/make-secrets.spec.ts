import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSecretKeys } from '../../libs/webhook/src';
import { COMPOSE_FILES, DOCKER_FOLDER, readCompose } from '../support/compose';

const tools = spawnSync('openssl', ['version']).status === 0;
if (!tools) console.warn('openssl is not on this machine: the script that makes secrets is not tried');

(tools ? describe : describe.skip)('docker/make-secrets.sh', () => {
  const folder = mkdtempSync(join(tmpdir(), 'milepost-secrets-'));
  const secrets = join(folder, 'secrets');
  const script = join(folder, 'make-secrets.sh');
  const read = (name: string) => readFileSync(join(secrets, name), 'utf8').trim();
  const run = (args: string[] = [], input = '') => {
    const { status, stdout, stderr } = spawnSync('sh', [script, ...args], { input });
    return { status, said: stdout.toString() + stderr.toString() };
  };
  beforeAll(() => copyFileSync(join(DOCKER_FOLDER, 'make-secrets.sh'), script));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('makes passwords once, in a folder that is closed to others, and says what is still missing', () => {
    const { status, said } = run();
    expect(status).toBe(0);
    expect(statSync(secrets).mode & 0o777).toBe(0o700);
    expect(new URL(read('database-url')).password).toBe(read('postgres-password'));
    expect(read('eventstore-url')).toContain(`esdb://admin:${read('esdb-admin-password')}@esdb-1:2113,`);
    expect(() => parseSecretKeys(read('webhook-key'))).not.toThrow();
    const before = readdirSync(secrets).map(read);
    expect(run().status).toBe(0);
    expect(readdirSync(secrets).map(read)).toEqual(before);
    // What it makes and what it asks for is what the compose files take.
    const taken = COMPOSE_FILES.flatMap((file) => Object.values(readCompose(file).secrets).map(({ file }) => file));
    const missing = [...said.matchAll(/still missing: secrets\/(\S+)/g)].map(([, name]) => name);
    expect([...readdirSync(secrets), ...missing].map((name) => `./secrets/${name}`).sort()).toEqual(
      [...new Set(taken)].sort(),
    );
  });

  it('adds a user, changes the password of one, and keeps the others', () => {
    const names = () =>
      read('proxy-users')
        .split('\n')
        .map((line) => line.split(':$6$')[0]);
    expect(run(['clerk'], 's3cr3t\n').status).toBe(0);
    expect(run(['auditor'], 'an0ther\n').status).toBe(0);
    const first = read('proxy-users').split('\n')[0];
    expect(run(['clerk'], 'n3w\n').status).toBe(0);
    expect(names().sort()).toEqual(['auditor', 'clerk']);
    expect(read('proxy-users')).not.toContain(first);
    expect(run(['a:b'], 'x\n')).toMatchObject({
      status: 1,
      said: expect.stringContaining('no space, colon') as string,
    });
  });
});
