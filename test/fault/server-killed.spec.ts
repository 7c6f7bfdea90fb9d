import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type ServerProcess } from '../support/server';

const REGISTER = `mutation ($input: RegisterProjectInput!) {
  registerProject(input: $input) { project { id } position userErrors { code } }
}`;

const ROUNDS = 3;
const CALLERS = 8;
const ACKNOWLEDGED_BEFORE_KILL = 60;

interface Acknowledged {
  readonly id: string;
  readonly key: string;
  readonly position: string;
}

/** Registers projects one after the other until the server is gone; keeps what was acknowledged. */
async function register(server: ServerProcess, caller: string, acknowledged: Acknowledged[]): Promise<string> {
  for (let index = 0; ; index += 1) {
    const key = `${caller}-${index}`;
    const input = { name: `项目 ${key}`, kind: 'new-build', district: '361002', idempotencyKey: `register ${key}` };
    try {
      const { data } = await server.ask(REGISTER, { input });
      acknowledged.push({ id: data.registerProject.project.id, key, position: data.registerProject.position });
    } catch {
      // The answer was lost with the server: whether it was written is for the retry to find out.
      return key;
    }
  }
}

describe('a server killed while it records', () => {
  const folder = mkdtempSync(join(tmpdir(), 'milepost-killed-'));
  chmodSync(folder, 0o755);
  const data = ['--data', join(folder, 'data')];
  let server: ServerProcess;

  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has lost nothing that it acknowledged, and a retry writes nothing twice', async () => {
    const acknowledged: Acknowledged[] = [];
    server = await startServer(data);
    for (let round = 0; round < ROUNDS; round += 1) {
      const enough = acknowledged.length + ACKNOWLEDGED_BEFORE_KILL;
      const callers = Array.from({ length: CALLERS }, (_, caller) =>
        register(server, `${round}-${caller}`, acknowledged),
      );
      while (acknowledged.length < enough) await new Promise((resolve) => setImmediate(resolve));
      server.command.child.kill('SIGKILL');
      const unanswered = await Promise.all(callers);
      server = await startServer(data);
      for (const key of unanswered) {
        const input = { name: `项目 ${key}`, kind: 'new-build', district: '361002', idempotencyKey: `register ${key}` };
        const { data: told } = await server.ask(REGISTER, { input });
        expect(told.registerProject.userErrors).toEqual([]);
        acknowledged.push({ id: told.registerProject.project.id, key, position: told.registerProject.position });
      }
    }
    const last = acknowledged.map(({ position }) => BigInt(position)).reduce((a, b) => (a > b ? a : b));
    const ids = new Set<string>();
    let after: string | null = null;
    do {
      const { data: told } = await server.ask(
        `query ($after: String, $atLeast: Position) {
          projects(first: 100, after: $after, atLeast: $atLeast) {
            totalCount edges { node { id name } } pageInfo { hasNextPage endCursor }
          }
        }`,
        { after, atLeast: last.toString() },
      );
      for (const { node } of told.projects.edges) ids.add(node.id);
      expect(told.projects.totalCount).toBe(acknowledged.length);
      after = told.projects.pageInfo.hasNextPage ? told.projects.pageInfo.endCursor : null;
    } while (after !== null);
    expect([...ids].sort()).toEqual(acknowledged.map(({ id }) => id).sort());
  });
});
