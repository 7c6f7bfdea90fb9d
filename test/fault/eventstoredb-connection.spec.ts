import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { EventStoreDbEventStore, EventStoreUnavailable } from '@milepost/event-store';
import { newEvents, newStream } from '../contract/event-fixtures';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { createAuthority, Emulator } from '../support/eventstoredb';

describe('a connection to EventStoreDB', () => {
  jest.setTimeout(60_000);
  const authority = createAuthority('an authority');
  const folder = mkdtempSync(join(tmpdir(), 'milepost-test-tls-'));
  const caFile = join(folder, 'ca.pem');
  let database: TestDatabase;
  let secure: Emulator;
  const open = (url: string, certificates = {}) =>
    EventStoreDbEventStore.open(url, { pool: database.pool, deadlineMs: 2_000, certificates });
  const refusal = (url: string, certificates = {}): Promise<Error> =>
    open(url, certificates).then(
      () => Promise.reject(new Error('it was opened')),
      (error: Error) => error,
    );

  beforeAll(async () => {
    writeFileSync(caFile, authority.pem);
    database = await createTestDatabase();
    secure = await Emulator.start({
      certificate: authority.issue(),
      user: { name: 'milepost', password: 's3cr3t%20' },
    });
  });

  afterAll(async () => {
    await secure?.die();
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  it.each(['esdb', 'kurrentdb', 'kdb', 'esdb+discover', 'kurrentdb+discover'])(
    'is made by a URL of %s, with a password, over TLS',
    async (scheme) => {
      const url = `${scheme}://milepost:s3cr3t%2520@localhost:${secure.port}/?tls=true&tlsCAFile=${encodeURIComponent(caFile)}`;
      const store = await open(url);
      const stream = newStream();
      await store.append(stream, 'none', newEvents(2));
      expect(await store.readStream(stream)).toHaveLength(2);
      await store.close();
    },
  );

  it('that is not to be had is told by three names, in both languages, and without secrets', async () => {
    const at = (port: number, password: string) => `esdb://milepost:${password}@127.0.0.1:${port}?tls=true`;
    const nobody = await Emulator.start();
    await nobody.die();
    const errors = [
      await refusal(at(secure.port, 's3cr3t%2520')),
      await refusal(at(secure.port, 'wr0ng'), { tlsCaFile: caFile }),
      await refusal(at(nobody.port, 's3cr3t%2520'), { tlsCaFile: caFile }),
    ];
    expect(errors.map(({ name }) => name)).toEqual(['CertificateRefused', 'CredentialsRefused', 'HostUnreachable']);
    for (const error of errors) {
      expect(error).toBeInstanceOf(EventStoreUnavailable);
      expect(error.message).toMatch(/\p{Script=Han}.*[a-z]{4}/su);
      expect(inspect(error, { depth: 9 })).not.toMatch(/s3cr3t|wr0ng/);
    }
  });

  it('is refused to whoever has the certificate of another authority', async () => {
    const other = join(folder, 'other.pem');
    writeFileSync(other, createAuthority('an authority').pem);
    const error = await refusal(`esdb://127.0.0.1:${secure.port}`, { tlsCaFile: other });
    expect(error.name).toBe('CertificateRefused');
  });

  it('without a password, or with TLS where there is none, says what is missing', async () => {
    const anonymous = await refusal(`esdb://127.0.0.1:${secure.port}`, { tlsCaFile: caFile });
    expect(anonymous.name).toBe('CredentialsRefused');
    const plain = await Emulator.start();
    const tls = await refusal(`esdb://127.0.0.1:${plain.port}`);
    expect(tls.message).toMatch(/does not speak TLS/);
    const dropped = await refusal(`esdb://milepost:s3cr3t@127.0.0.1:${plain.port}?tls=false`);
    expect(dropped.message).toMatch(/holds a password and tls=false/);
    await plain.die();
  });
});
