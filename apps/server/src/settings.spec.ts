import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { InvalidSettings, readSettings } from './settings';

const URL = 'postgresql://milepost:s3cr3t@db.example:5432/milepost';

function problemsOf(argv: string[], env: Record<string, string> = {}): readonly string[] {
  try {
    readSettings(argv, env);
  } catch (error) {
    if (error instanceof InvalidSettings) return error.problems;
    throw error;
  }
  return [];
}

describe('the settings', () => {
  it('are enough to start without any', () => {
    expect(readSettings([], {}, '/srv/milepost')).toEqual({
      demo: false,
      host: '127.0.0.1',
      port: 3000,
      data: '/srv/milepost/data',
      databaseUrl: undefined,
      roles: new Set(['api', 'projector', 'webhooks']),
      logLevel: 'info',
      checkpoints: { everySeconds: 3600 },
      webhooks: { networks: [], source: 'urn:milepost' },
      lights: true,
    });
  });

  it('come from the environment', () => {
    const env = {
      MILEPOST_PORT: '8080',
      MILEPOST_HOST: '::1',
      MILEPOST_DATA: '/var/lib/milepost',
      MILEPOST_ROLES: 'projector, api',
      MILEPOST_LOG_LEVEL: 'DEBUG',
      DATABASE_URL: URL,
    };
    const settings = readSettings([], env);
    expect(settings).toMatchObject({ host: '::1', port: 8080, data: '/var/lib/milepost', logLevel: 'debug' });
    expect([...settings.roles]).toEqual(['api', 'projector']);
    expect(settings.databaseUrl?.reveal()).toBe(URL);
  });

  it('take the database’s URL from a file, too, and say what is wrong with it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'milepost-settings-'));
    writeFileSync(join(folder, 'database-url'), `${URL}\n`);
    const settings = readSettings([], { DATABASE_URL_FILE: 'database-url' }, folder);
    expect(settings.databaseUrl?.reveal()).toBe(URL);
    writeFileSync(join(folder, 'database-url'), 'mysql://u:s3cr3t@h/d');
    const problems = problemsOf([], { DATABASE_URL_FILE: join(folder, 'database-url') });
    expect(problems).toEqual([expect.stringMatching(/^DATABASE_URL must look like/)]);
    expect(problemsOf([], { DATABASE_URL_FILE: join(folder, 'nowhere') })).toEqual([
      expect.stringMatching(/^DATABASE_URL_FILE: ENOENT/),
    ]);
    rmSync(folder, { recursive: true });
  });

  it('of checkpoints are a file and a number of seconds', () => {
    const env = { MILEPOST_CHECKPOINT_KEY_FILE: 'secrets/checkpoint.key', MILEPOST_CHECKPOINT_EVERY: '60' };
    const { checkpoints } = readSettings([], env, '/srv');
    expect(checkpoints).toEqual({ keyFile: '/srv/secrets/checkpoint.key', everySeconds: 60 });
    for (const every of ['soon', '-1', '0.5', '604801']) {
      expect(problemsOf([], { MILEPOST_CHECKPOINT_EVERY: every })).toEqual([
        expect.stringMatching(/^MILEPOST_CHECKPOINT_EVERY must be a number of seconds/),
      ]);
    }
  });

  it('of lights are on or off', () => {
    expect(readSettings([], { MILEPOST_LIGHTS: 'OFF' }).lights).toBe(false);
    expect(readSettings([], { MILEPOST_LIGHTS: 'on' }).lights).toBe(true);
    expect(problemsOf([], { MILEPOST_LIGHTS: 'maybe' })).toEqual(['MILEPOST_LIGHTS must be on or off, not "maybe"']);
  });

  it('of an EventStoreDB are a URL and files of certificates', () => {
    const url = 'kurrentdb://milepost:s3cr3t@a:2113,b:2113';
    const env = { EVENTSTORE_URL: url, EVENTSTORE_CA_FILE: 'certs/ca.pem' };
    const settings = readSettings([], env, '/srv');
    expect(settings.eventStore?.certificates).toEqual({ tlsCaFile: '/srv/certs/ca.pem' });
    expect(settings.eventStore?.url.reveal()).toBe(url);
    expect(inspect(settings)).not.toContain('s3cr3t');
    for (const wrong of ['postgresql://u:s3cr3t@h/d', 'esdb://u:s3cr3t@h?throwOnAppendFailure=false']) {
      const problems = problemsOf([], { EVENTSTORE_URL: wrong });
      expect(problems).toEqual([expect.stringContaining('EVENTSTORE_URL')]);
      expect(problems.join()).not.toContain('s3cr3t');
    }
    expect(problemsOf([], { EVENTSTORE_URL: url, EVENTSTORE_KEY_FILE: 'key.pem' })).toEqual([
      expect.stringContaining('EVENTSTORE_CERT_FILE'),
    ]);
  });

  it('come from arguments first', () => {
    const settings = readSettings(['--demo', '--port', '0', '--data=here'], { MILEPOST_PORT: '1' }, '/tmp');
    expect(settings).toMatchObject({ demo: true, port: 0, data: '/tmp/here' });
  });

  it('take an empty variable for none', () => {
    expect(readSettings([], { MILEPOST_PORT: '', DATABASE_URL: ' ' })).toMatchObject({ port: 3000 });
  });

  it('never show the password of the database', () => {
    const settings = readSettings([], { DATABASE_URL: URL });
    for (const text of [JSON.stringify(settings), inspect(settings), `${settings.databaseUrl}`]) {
      expect(text).not.toContain('s3cr3t');
    }
  });

  it.each(['0.0.0.0', '::', '10.0.0.5', 'milepost.example'])('refuse to be reachable at %s, and say why', (host) => {
    expect(problemsOf([], { MILEPOST_HOST: host })).toEqual([
      expect.stringMatching(/other machines could reach.*does not yet know who is calling.*127\.0\.0\.1/),
    ]);
  });

  it.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost'])('take %s, which only this machine reaches', (host) => {
    expect(readSettings([], { MILEPOST_HOST: host }).host).toBe(host);
  });

  it.each([
    ['--port', ['--port', '70000'], {}],
    ['--port', ['--port', '-1'], {}],
    ['MILEPOST_PORT', [], { MILEPOST_PORT: '80a' }],
    ['MILEPOST_ROLES', [], { MILEPOST_ROLES: 'api,cook' }],
    ['MILEPOST_ROLES', [], { MILEPOST_ROLES: ',' }],
    ['MILEPOST_LOG_LEVEL', [], { MILEPOST_LOG_LEVEL: 'loud' }],
    ['DATABASE_URL', [], { DATABASE_URL: 'mysql://u:s3cr3t@h/d' }],
    ['DATABASE_URL', [], { DATABASE_URL: 'u:s3cr3t' }],
    ['--colour', ['--colour'], {}],
    ['here', ['here'], {}],
    ['--data', ['--data'], {}],
    ['--demo', ['--demo=yes'], {}],
    ['-x', ['-x'], {}],
  ])('name %s when it is wrong', (name, argv: string[], env) => {
    const problems = problemsOf(argv, env as Record<string, string>);
    expect(problems).toEqual([expect.stringContaining(name)]);
    expect(problems.join()).not.toContain('s3cr3t');
  });

  it('list everything that is wrong at once', () => {
    const argv = ['--port', 'x', '--colour', 'here'];
    expect(problemsOf(argv, { MILEPOST_HOST: '0.0.0.0', MILEPOST_LOG_LEVEL: 'loud' })).toHaveLength(5);
  });
});
