import { buildSchema, GraphQLError, parse, type GraphQLObjectType } from 'graphql';
import { createPreExecution } from './pre-execution';
import { DEFAULT_LIMITS } from './limits';
import { DocumentMeasure } from './measure';

const schema = buildSchema(`
  type Query { ping: String, projects(first: Int!): Connection, me: Project, groups(first: Int! = 200): [Milestone!]! }
  type Connection { edges: [Edge!]! }
  type Edge { node: Project! }
  type Project { id: ID, name: String, parent: Project, milestones: [Milestone!]! }
  type Milestone { code: String, date: String }
`);
const project = schema.getType('Project') as GraphQLObjectType;
Object.assign(project.getFields().milestones as object, { extensions: { 'milepost.items': 15 } });

function measure(query: string, variables?: Record<string, unknown>) {
  const document = new DocumentMeasure(schema, parse(query), variables);
  return document.operations.map((operation) => document.measure(operation));
}

describe('the measure of an operation', () => {
  it.each([
    ['{ ping }', 1, 1],
    ['{ a: ping b: ping }', 1, 2],
    ['{ me { parent { parent { id } } } }', 4, 4],
    // projects + 10 × (edges + node + id + name)
    ['{ projects(first: 10) { edges { node { id name } } } }', 4, 41],
    // A size that is not asked for is the default.
    ['{ groups { code } }', 2, 201],
    ['{ groups(first: 3) { code } }', 2, 4],
    // The list of milestones counts for fifteen.
    ['{ me { milestones { code date } } }', 3, 32],
    ['{ projects(first: 100) { edges { node { milestones { code } } } } }', 5, 1 + 100 * (2 + 1 + 15)],
    ['{ me { ...P } } fragment P on Project { milestones { code } }', 3, 17],
    ['{ me { ... on Project { milestones { code } } } }', 3, 17],
    ['{ __schema { types { fields { type { ofType { ofType { name } } } } } } }', 1, 1_000],
  ])('%s is depth %d, cost %d', (query, depth, cost) => expect(measure(query)).toEqual([{ depth, cost }]));

  it('counts what variables ask for', () => {
    const query = 'query($n: Int!) { projects(first: $n) { edges { node { id } } } }';
    expect(measure(query, { n: 100 })).toEqual([{ depth: 4, cost: 301 }]);
    expect(measure(query)).toEqual([{ depth: 4, cost: 4 }]);
  });

  it('takes the default of a variable that is not given', () => {
    const query = 'query($n: Int! = 20) { projects(first: $n) { edges { node { id } } } }';
    expect(measure(query)).toEqual([{ depth: 4, cost: 61 }]);
  });

  it('is never less for a negative or absurd size', () => {
    expect(measure('{ projects(first: -5) { edges { node { id } } } }')).toEqual([{ depth: 4, cost: 4 }]);
    expect(measure('query($n: Int) { projects(first: $n) { edges { node { id } } } }', { n: 'x' })).toEqual([
      { depth: 4, cost: 4 },
    ]);
  });

  it('takes no longer for fragments nested in doubling steps', () => {
    const steps = Array.from(
      { length: 40 },
      (_, i) => `fragment F${i} on Project { a: parent { ...F${i + 1} } b: parent { ...F${i + 1} } }`,
    );
    const query = `{ me { ...F0 } } ${steps.join(' ')} fragment F40 on Project { id }`;
    expect(measure(query)[0]?.cost).toBeGreaterThan(2 ** 40);
  });

  it('ends on fragments in a circle', () => {
    expect(measure('{ me { ...A } } fragment A on Project { ...B } fragment B on Project { ...A }')).toHaveLength(1);
  });
});

describe('the hook before execution', () => {
  const hook = createPreExecution({ ...DEFAULT_LIMITS, cost: 300 });

  it('refuses a cost that only the variables show', async () => {
    const document = parse('query($n: Int!) { projects(first: $n) { edges { node { id } } } }');
    await expect(hook(schema, document, {}, { n: 99 })).resolves.toBeUndefined();
    const refusal = hook(schema, document, {}, { n: 100 });
    await expect(refusal).rejects.toBeInstanceOf(GraphQLError);
    await expect(refusal).rejects.toMatchObject({ extensions: { code: 'limit.cost', asked: 301, limit: 300 } });
  });

  it('hands back a document with several operations, so that it is not compiled for one of them', async () => {
    const document = parse('query A { ping } query B { me { id } }');
    await expect(hook(schema, document, {})).resolves.toEqual({ document });
  });
});
