import { buildSchema, graphql, type GraphQLResolveInfo } from 'graphql';
import { reproducibleQuery, type States } from './reproducible-query';

const schema = buildSchema(`
  input AsOf { on: String knownAt: String }
  input Filter { tag: [String!] kind: Kind }
  enum Kind { SOLAR WIND }
  type Item { name(upper: Boolean): String id: ID }
  type Query {
    issued(knownAt: String, size: Int): [Item!]!
    list(asOf: AsOf, atLeast: String, filter: Filter, first: Int!, kinds: [Kind!], id: ID, ratio: Float): [Item!]!
  }
`);

const STATE = { on: '2026-03-01', knownAt: '2026-03-02T00:00:00.000Z' };

/** What the root field of a query was asked as, and the document that asks for it again. */
async function asked(source: string, variableValues: Record<string, unknown> = {}) {
  const seen: { args: object; query: string }[] = [];
  const answer = (states: States) => (args: object, _context: unknown, info: GraphQLResolveInfo) => {
    seen.push({ args, query: reproducibleQuery(info, states) });
    return [{ name: ({ upper }: { upper?: boolean }) => (upper ? 'A' : 'a'), id: '1' }];
  };
  const rootValue = { list: answer({ asOf: STATE }), issued: answer({ knownAt: STATE.knownAt }) };
  const { data, errors } = await graphql({ schema, source, variableValues, rootValue });
  expect(errors).toBeUndefined();
  return { ...seen[0]!, data };
}

describe('the query that gives an answer again', () => {
  it('asks for the same with everything written out', async () => {
    const source = `
      query Other($x: String) { list(first: 9) { id } }
      query Asked($filter: Filter, $n: Int = 3, $kinds: [Kind!], $id: ID, $none: String, $up: Boolean!, $ratio: Float) {
        found: list(filter: $filter, first: $n, kinds: $kinds, id: $id, asOf: { on: $none }, atLeast: "9", ratio: $ratio) {
          ...Named
          ... on Item @include(if: $up) { other: name(upper: $up) }
        }
      }
      fragment Named on Item { name(upper: $up) ...Id }
      fragment Id on Item { id }
      fragment Unused on Item { name }`;
    const chosen = source.replace(/query Other.*\n/, '').replace(/fragment Unused.*/, '');
    const variables = {
      filter: { tag: ['重点 "引号"', '\\n'], kind: 'SOLAR' },
      kinds: ['WIND'],
      id: '007',
      up: true,
      ratio: 0.5,
    };
    const first = await asked(chosen, variables);
    expect(first.query).not.toContain('$');
    expect(first.query).not.toContain('atLeast');
    expect(first.query).toContain('asOf: {on: "2026-03-01", knownAt: "2026-03-02T00:00:00.000Z"}');
    const again = await asked(first.query);
    expect(again.data).toEqual(first.data);
    const { atLeast: _atLeast, ...args } = first.args as Record<string, unknown>;
    expect(again.args).toEqual({ ...args, asOf: STATE });
    expect(again.query).toBe(first.query);
  });

  it('leaves out what was not given, and keeps what was given as null', async () => {
    const source = `query ($id: ID, $kinds: [Kind!], $tag: [String!], $ratio: Float) {
      list(first: 1, id: $id, kinds: $kinds, filter: { tag: $tag, kind: WIND }, ratio: $ratio) { id }
    }`;
    const { args, query } = await asked(source, { kinds: null });
    expect(args).toEqual({ first: 1, kinds: null, filter: { kind: 'WIND' } });
    expect(query.replace(/\s+/g, ' ')).toBe(
      '{ list( first: 1 kinds: null filter: {kind: WIND} asOf: {on: "2026-03-01", knownAt: "2026-03-02T00:00:00.000Z"} ) { id } }',
    );
  });

  it('names the state by an instant alone where an argument takes one', async () => {
    for (const source of ['{ issued(size: 4) { id } }', '{ issued(knownAt: null, size: 4) { id } }']) {
      const { query } = await asked(source);
      expect(query.replace(/\s+/g, ' ')).toBe(`{ issued(size: 4, knownAt: "${STATE.knownAt}") { id } }`);
    }
  });

  it('asks for a field that was asked for in parts', async () => {
    const { query, data } = await asked(
      '{ list(first: 1) { id } ...More } fragment More on Query { list(first: 1) { name } }',
    );
    expect(data).toEqual({ list: [{ id: '1', name: 'a' }] });
    expect((await asked(query)).data).toEqual(data);
  });
});
