import { printSchema } from 'graphql';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { startFixture, type Fixture } from '../fixture/start-fixture';

describe('the shared types in a schema', () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await startFixture();
  });
  afterAll(() => fixture.app.close());

  it('give labels in the language asked for, Chinese by default', async () => {
    const { data } = await fixture.ask('{ steps { label en: label(language: EN) remark } }');
    expect(data?.steps).toEqual([
      { label: '环评', en: 'EIA', remark: null },
      { label: '开工', en: 'Groundbreaking', remark: '注' },
    ]);
  });

  it('tell notices as data, errors and warnings apart', async () => {
    const query = `mutation($name: String!) {
      rename(name: $name) {
        project { id } position
        userErrors { code field severity message en: message(language: EN) }
        warnings { code severity }
      }
    }`;
    const refused = await fixture.ask(query, { name: '' });
    expect(refused.data?.rename).toEqual({
      project: null,
      position: null,
      userErrors: [
        { code: 'name.empty', field: 'name', severity: 'ERROR', message: '名称为空', en: 'The name is empty' },
      ],
      warnings: [],
    });
    const done = await fixture.ask(query, { name: 'x' });
    expect(done.data?.rename).toEqual({
      project: { id: 'p0' },
      position: '42',
      userErrors: [],
      warnings: [{ code: 'name.same', severity: 'WARNING' }],
    });
  });

  it('page through a connection to its end', async () => {
    const query = `query($after: String) {
      projects(first: 3, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } }
    }`;
    type Answered = { edges: { node: { id: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await fixture.ask(query, { after });
      const page = data?.projects as unknown as Answered;
      seen.push(...page.edges.map(({ node }) => node.id));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6']);
  });

  it('refuse a cursor that was tampered with', async () => {
    const answer = await fixture.ask('{ projects(first: 1, after: "WzFd") { totalCount } }');
    expect(answer.errors).toMatchObject([{ extensions: { code: 'cursor.invalid', field: 'after' } }]);
  });

  it('name the operation that is run among several in a document', async () => {
    const query = 'query A { ping } query B { steps { code } }';
    for (const [operationName, field] of [
      ['A', 'ping'],
      ['B', 'steps'],
      ['A', 'ping'],
      ['B', 'steps'],
    ] as const) {
      expect(Object.keys((await fixture.ask(query, undefined, { operationName })).data ?? {})).toEqual([field]);
    }
  });

  it('require `first` and describe themselves', () => {
    const sdl = printSchema(fixture.app.get(GraphQLSchemaHost).schema);
    expect(sdl).toContain('label(language: Language! = ZH): String!');
    expect(sdl).toContain('message(language: Language! = ZH): String!');
    expect(sdl).toMatch(/first: Int!/);
    expect(sdl).toMatch(/scalar Yuan/);
  });
});
