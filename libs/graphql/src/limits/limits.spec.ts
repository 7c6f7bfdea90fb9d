import { getIntrospectionQuery } from 'graphql';
import { startFixture, type Fixture } from '../fixture/start-fixture';

describe('the limits of a request', () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await startFixture({ limits: { depth: 4, cost: 200, aliases: 3, tokens: 400, bodyBytes: 20_000 } });
  });
  afterAll(() => fixture.app.close());

  const codes = async (query: string, variables?: object) =>
    (await fixture.ask(query, variables)).errors?.map(({ extensions }) => extensions.code);

  it('let ordinary queries through', async () => {
    expect(await codes('{ projects(first: 10) { edges { node { id name } } } }')).toBeUndefined();
  });

  it.each([
    ['cost', '{ projects(first: 100) { edges { node { id name } } } }', ['limit.cost']],
    ['aliases', '{ a: ping b: ping c: ping d: ping }', ['limit.aliases']],
    ['tokens', `{ ${'ping '.repeat(500)} }`, ['graphql.invalid']],
  ])('hold for %s', async (_, query, expected) => expect(await codes(query)).toEqual(expected));

  it('hold for depth', async () => {
    const deep = await startFixture({ limits: { depth: 3 } });
    const answer = await deep.ask('{ projects(first: 1) { edges { node { id } } } }');
    expect(answer.errors).toEqual([
      expect.objectContaining({
        message: 'Depth 4 is over the limit of 3',
        extensions: { code: 'limit.depth', asked: 4, limit: 3 },
      }),
    ]);
    await deep.app.close();
  });

  it('hold for costs in variables, on each of many requests', async () => {
    const query = 'query($n: Int!) { projects(first: $n) { edges { node { id } } } }';
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await codes(query, { n: 5 })).toBeUndefined();
      expect(await codes(query, { n: 90 })).toEqual(['limit.cost']);
    }
  });

  it('refuse batches', async () => {
    const payload = [{ query: '{ping}' }, { query: '{ping}' }];
    const response = await fixture.app.inject({ method: 'POST', url: '/graphql', payload });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ errors: [{ extensions: { code: 'limit.batch' } }] });
  });

  it('refuse large bodies', async () => {
    const payload = { query: '{ping}', variables: { x: 'x'.repeat(30_000) } };
    const response = await fixture.app.inject({ method: 'POST', url: '/graphql', payload });
    expect(response.statusCode).toBe(413);
    expect(response.json()).toMatchObject({ data: null, errors: [{ extensions: { code: 'limit.body' } }] });
  });

  it('refuse syntax trees in JSON, which no token limit bounds', async () => {
    const query = JSON.stringify({
      kind: 'Document',
      definitions: [
        {
          kind: 'OperationDefinition',
          operation: 'query',
          selectionSet: {
            kind: 'SelectionSet',
            selections: [{ kind: 'Field', name: { kind: 'Name', value: 'ping' } }],
          },
        },
      ],
    });
    expect(await codes(query)).toEqual(['graphql.invalid']);
  });

  it('refuse what a foreign page can make a browser send', async () => {
    const simple = await fixture.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'text/plain' },
      payload: '{"query":"{ping}"}',
    });
    expect(simple.json()).toMatchObject({ errors: [{ extensions: { code: 'request.csrf' } }] });
    const get = await fixture.app.inject({ method: 'GET', url: '/graphql?query={ping}' });
    expect(get.json()).toMatchObject({ errors: [{ extensions: { code: 'request.csrf' } }] });
  });

  it('leave introspection open by default', async () => {
    const open = await startFixture();
    const answer = await open.ask(getIntrospectionQuery());
    expect(answer.errors).toBeUndefined();
    await open.app.close();
  });
});
