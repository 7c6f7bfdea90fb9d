import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ORDINARY } from '../support/commands';
import { type ComposeFileName, readCompose } from '../support/compose';
import { type Container, createRuntime, freePort, type Runtime } from '../support/container';
import { createTestDatabase, type TestDatabase } from '../support/database';

const CLI = ['node', 'dist/apps/cli/src/main.js'];
const REGISTER = 'mutation ($input: RegisterProjectInput!) { registerProject(input: $input) { position } }';
// An address, so that no name has to be resolved; nothing happens afterwards that would be sent there.
const CREATE = `mutation { createWebhook(input: { url: "https://198.41.0.4/hook", description: "统计联网平台", bureau: "统计局" }) {
  position userErrors { code } } }`;
const COUNT = 'query ($atLeast: Position) { projects(first: 1, atLeast: $atLeast) { totalCount } }';

async function ask(port: number, query: string, variables?: object): Promise<Record<string, { position?: string }>> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: never; errors?: unknown };
  expect(errors).toBeUndefined();
  return data;
}

/**
 * The commands and environments of the compose files, started from what the image holds, as processes. What differs: the
 * folder of secrets, ports (a container has its own), and the event store, which is PostgreSQL unless EVENTSTORE_TEST_URL
 * names an EventStoreDB.
 */
describe('the services of the compose files, without Docker', () => {
  let runtime: Runtime;
  let database: TestDatabase;

  beforeAll(async () => {
    runtime = await createRuntime();
    const path = join(tmpdir(), `milepost-key-${randomUUID()}`);
    const verifier = await runtime.execute([...CLI, 'checkpoint', 'key', path, '--name', 'county.example/milepost']);
    runtime.writeSecret('checkpoint-verifier-key', verifier);
    runtime.writeSecret('checkpoint-key', readFileSync(path, 'utf8'));
    rmSync(path);
    runtime.writeSecret('webhook-key', `${randomBytes(32).toString('base64')}\n`);
  });
  beforeEach(async () => {
    database = await createTestDatabase();
    runtime.writeSecret('database-url', `${database.url}\n`);
  });
  afterEach(() => database.drop());
  afterAll(() => runtime.remove());

  async function start(file: ComposeFileName, name: string): Promise<Container> {
    const service = readCompose(file).services[name];
    if (service === undefined) throw new Error(`${file} has no service ${name}`);
    const real = process.env.EVENTSTORE_TEST_URL;
    if (real) runtime.writeSecret('eventstore-url', real);
    const store = { EVENTSTORE_CA_FILE: undefined, ...(!real && { EVENTSTORE_URL_FILE: undefined }) };
    return runtime.start(service, { MILEPOST_PORT: String(await freePort()), ...store });
  }

  it('one server answers once it is healthy, verifies by its command line, and ends in order', async () => {
    const [network, server] = [await start('compose.yaml', 'network'), await start('compose.yaml', 'milepost')];
    try {
      await Promise.all([network.healthy(), server.healthy()]);
      const { registerProject } = await ask(server.port, REGISTER, { input: ORDINARY });
      const told = await ask(server.port, COUNT, { atLeast: registerProject?.position });
      expect(told).toEqual({ projects: { totalCount: 1 } });
      expect(await runtime.execute([...CLI, 'verify'], server.environment)).toMatch(/^Unaltered: /);
    } finally {
      expect([await server.stop(), await network.stop()]).toEqual([0, 0]);
    }
  });

  it('of a cluster, what one API process records the other one shows, and all end in order', async () => {
    const names = ['projector-1', 'projector-2', 'api-1', 'api-2', 'webhooks-1', 'webhooks-2'];
    const running: Container[] = [];
    try {
      for (const name of names) running.push(await start('compose.cluster.yaml', name));
      await Promise.all(running.map((container) => container.healthy()));
      const [api1, api2] = [running[2] as Container, running[3] as Container];
      const { registerProject } = await ask(api1.port, REGISTER, { input: ORDINARY });
      const told = await ask(api2.port, COUNT, { atLeast: registerProject?.position });
      expect(told).toEqual({ projects: { totalCount: 1 } });
      // The key that its secret is sealed with has come along.
      const { createWebhook } = await ask(api2.port, CREATE);
      expect(createWebhook).toEqual({ position: expect.any(String) as string, userErrors: [] });
    } finally {
      expect(await Promise.all(running.map((container) => container.stop()))).toEqual(running.map(() => 0));
    }
  });
});
