import { ORDINARY } from '../support/commands';
import { cuttingProxy } from '../support/cutting-proxy';
import { createTestDatabase } from '../support/database';
import { startServer } from '../support/server';

const REGISTER = `mutation ($input: RegisterProjectInput!) { registerProject(input: $input) { position } }`;

describe('a server whose database goes away', () => {
  it('says so by code, to commands and to queries', async () => {
    const database = await createTestDatabase();
    const proxy = await cuttingProxy(database.url);
    const server = await startServer([], { DATABASE_URL: proxy.url });
    const codesOf = async (query: string, input?: object) =>
      (await server.ask(query, { input })).errors?.map(({ extensions }) => extensions.code);
    try {
      await proxy.close();
      expect(await codesOf(REGISTER, ORDINARY)).toEqual(['store.unavailable']);
      expect(await codesOf('{ bottlenecks { total } }')).toEqual(['view.unavailable']);
      expect(await codesOf('{ projects(first: 1) { totalCount } }')).toEqual(['view.unavailable']);
    } finally {
      await server.stop();
      await database.drop();
    }
  });
});
