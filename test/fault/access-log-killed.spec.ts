import { createTestDatabase } from '../support/database';
import { startServer, type ServerProcess } from '../support/server';

const ROUNDS = 2;
const CALLERS = 6;
const ANSWERED_BEFORE_KILL = 150;

/** Asks under names of its own until the server is gone; keeps those that were answered. */
async function read(server: ServerProcess, caller: string, answered: string[]): Promise<void> {
  for (let index = 0; ; index += 1) {
    const name = `Read_${caller}_${index}`;
    try {
      const { data } = await server.ask(`query ${name} { rulesets(first: 1) { code } }`);
      if (data !== null) answered.push(name);
    } catch {
      return;
    }
  }
}

describe('a server killed while it answers', () => {
  it('has answered nothing that the access log does not hold, each once', async () => {
    const database = await createTestDatabase();
    const answered: string[] = [];
    try {
      for (let round = 0; round < ROUNDS; round += 1) {
        const server = await startServer([], { DATABASE_URL: database.url });
        const enough = answered.length + ANSWERED_BEFORE_KILL;
        const callers = Array.from({ length: CALLERS }, (_, caller) => read(server, `${round}_${caller}`, answered));
        while (answered.length < enough) await new Promise((resolve) => setImmediate(resolve));
        server.command.child.kill('SIGKILL');
        await Promise.all(callers);
      }
      const { rows } = await database.pool.query<{ operation: string; times: string }>(
        'SELECT operation, count(*) AS times FROM access_log.entry GROUP BY operation',
      );
      const times = new Map(rows.map((row) => [row.operation, row.times]));
      expect(answered.filter((name) => times.get(name) !== '1')).toEqual([]);
      expect([...times.values()].every((count) => count === '1')).toBe(true);
    } finally {
      await database.drop();
    }
  });
});
