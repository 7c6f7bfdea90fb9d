import { startFixture, type Fixture } from '../fixture/start-fixture';

describe('an error as callers see it', () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await startFixture();
  });
  afterAll(() => fixture.app.close());
  beforeEach(() => void fixture.logged.splice(0));

  it('carries the code and text of a domain error, in Chinese by default', async () => {
    const answer = await fixture.ask('{ fail(how: "domain") }');
    expect(answer).toMatchObject({
      status: 200,
      data: { fail: null },
      errors: [
        {
          message: '没有此项目',
          path: ['fail'],
          extensions: {
            code: 'project.unknown',
            field: 'id',
            messages: { zh: '没有此项目', en: 'No such project' },
          },
        },
      ],
    });
    expect(fixture.logged).toEqual([]);
  });

  it('is in English for those who ask for it', async () => {
    const answer = await fixture.ask('{ fail(how: "domain") }', undefined, { language: 'en-GB,en;q=0.9,zh;q=0.5' });
    expect(answer.errors?.[0]?.message).toBe('No such project');
  });

  it('hides what was not meant for them behind a reference to the log', async () => {
    const answer = await fixture.ask('{ fail(how: "anything") }');
    expect(answer.errors).toEqual([
      expect.objectContaining({ message: 'Internal error', extensions: { code: 'internal', reference: 'ref-1' } }),
    ]);
    expect(JSON.stringify(answer)).not.toContain('hunter2');
    expect(fixture.logged).toEqual([expect.stringContaining('Internal error ref-1 at fail: password=hunter2')]);
  });

  it('tells an outage by its code, says 503 as there is no data, and keeps the cause to the log', async () => {
    const answer = await fixture.ask('{ away }');
    expect(answer).toMatchObject({
      status: 503,
      data: null,
      errors: [
        { message: '无法访问', extensions: { code: 'store.unavailable', messages: { zh: '无法访问', en: 'Gone' } } },
      ],
    });
    expect(JSON.stringify(answer)).not.toContain('10.0.0.7');
    expect(fixture.logged).toEqual(['store.unavailable at away: gone: 10.0.0.7:5432']);
  });

  it('hides a resolver that breaks its own schema, and says 500 as there is no data', async () => {
    const answer = await fixture.ask('{ broken }');
    expect(answer).toMatchObject({ status: 500, data: null, errors: [{ extensions: { code: 'internal' } }] });
  });

  it('names each input field and what is wrong with it', async () => {
    const district = Array.from({ length: 51 }, () => 'x');
    const answer = await fixture.ask(
      'query($filter: ProjectFilterInput) { projects(first: 101, filter: $filter) { totalCount } }',
      { filter: { district, tag: ['y'.repeat(201)] } },
    );
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'input.invalid',
      fields: [
        { field: 'filter.district', problems: ['district must contain no more than 50 elements'] },
        { field: 'filter.tag', problems: [expect.stringContaining('shorter than or equal to 200')] },
        { field: 'first', problems: ['first must not be greater than 100'] },
      ],
    });
  });

  it.each([
    ['{', 'Syntax Error'],
    ['{ nope }', 'Cannot query field "nope"'],
    ['query($n: Int!) { projects(first: $n) { totalCount } }', 'Variable "$n" of required type'],
    ['{ echo(input: { day: "2026-02-30" }) }', 'CalendarDate must be a calendar date that exists'],
    ['{ projects { totalCount } }', 'argument "first" of type "Int!" is required'],
  ])('keeps the text of GraphQL itself: %s', async (query, message) => {
    const answer = await fixture.ask(query, {});
    expect(answer).toMatchObject({
      status: 400,
      data: null,
      errors: [{ message: expect.stringContaining(message), extensions: { code: 'graphql.invalid' } }],
    });
    expect(fixture.logged).toEqual([]);
  });

  it.each([
    ['no JSON', '{"query":'],
    ['nothing', ''],
  ])('says that the request is not understood when it is %s', async (_, payload) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fixture.app.inject({ method: 'POST', url: '/graphql', headers, payload });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ data: null, errors: [{ extensions: { code: 'request.invalid' } }] });
  });

  it('says so when a document has no such operation', async () => {
    const answer = await fixture.ask('query A { ping }', undefined, { operationName: 'B' });
    expect(answer.errors).toMatchObject([{ message: 'Unknown operation named "B".' }]);
  });

  it('says so when a request by GET has broken variables', async () => {
    const response = await fixture.app.inject({
      method: 'GET',
      url: '/graphql?query={ping}&variables={',
      headers: { 'x-mercurius-operation-name': 'ping' },
    });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ errors: [{ extensions: { code: 'request.invalid' } }] });
  });

  it('is refused for a mutation by GET', async () => {
    const response = await fixture.app.inject({
      method: 'GET',
      url: `/graphql?query=${encodeURIComponent('mutation { rename(name: "x") { position } }')}`,
      headers: { 'x-mercurius-operation-name': 'rename' },
    });
    expect(response.statusCode).toBe(405);
    expect(response.json()).toMatchObject({ errors: [{ extensions: { code: 'graphql.invalid' } }] });
  });
});
