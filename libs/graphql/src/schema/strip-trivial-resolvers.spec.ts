import { GraphQLSchemaHost } from '@nestjs/graphql';
import { execute, parse, type ExecutionResult, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { startFixture, type Fixture } from '../fixture/start-fixture';
import { isTrivialResolver } from './strip-trivial-resolvers';

const QUERY = `{
  projects(first: 3) {
    edges { cursor node { id name code aliases tags standing totalInvestment registeredAt } }
    pageInfo { hasNextPage endCursor }
  }
  steps { code label en: label(language: EN) remark renamed weight }
}`;

describe('stripping trivial resolvers', () => {
  let plain: Fixture;
  let stripped: Fixture;
  beforeAll(async () => {
    plain = await startFixture({ compiled: false });
    stripped = await startFixture({ compiled: true });
  });
  afterAll(() => Promise.all([plain.app.close(), stripped.app.close()]));

  const schemaOf = ({ app }: Fixture) => app.get(GraphQLSchemaHost).schema;
  const fieldsOf = (schema: GraphQLSchema, type: string) => (schema.getType(type) as GraphQLObjectType).getFields();

  it('recognizes what Nest generates: when this fails, Nest has changed and TRIVIAL must follow', () => {
    for (const [name, field] of Object.entries(fieldsOf(schemaOf(plain), 'Project'))) {
      expect([name, field.resolve && isTrivialResolver(field.resolve, name)]).toEqual([name, true]);
    }
  });

  it('leaves no resolver on plain fields, inherited ones included', () => {
    const schema = schemaOf(stripped);
    for (const type of ['Project', 'ProjectEdge', 'ProjectConnection', 'PageInfo']) {
      for (const field of Object.values(fieldsOf(schema, type))) expect(field.resolve).toBeUndefined();
    }
    expect(fieldsOf(schema, 'RenamePayload').position?.resolve).toBeUndefined();
  });

  it('keeps those that do more: another property, a default, a label, a query', () => {
    const schema = schemaOf(stripped);
    const { renamed, weight, label, code } = fieldsOf(schema, 'Step');
    expect(renamed?.resolve).toBeDefined();
    expect(weight?.resolve).toBeDefined();
    expect(label?.resolve).toBeDefined();
    expect(code?.resolve).toBeUndefined();
    expect(schema.getQueryType()?.getFields().ping?.resolve).toBeDefined();
  });

  it('never calls a resolver that is not known to be Nest’s', () => {
    const resolve = jest.fn();
    expect(isTrivialResolver(resolve, 'name')).toBe(false);
    expect(resolve).not.toHaveBeenCalled();
  });

  it('changes no answer, whether interpreted or compiled, however often it is asked', async () => {
    const expected = await interpret(schemaOf(plain));
    expect(expected.errors).toBeUndefined();
    expect(await interpret(schemaOf(stripped))).toEqual(expected);
    for (const schema of [schemaOf(plain), schemaOf(stripped)]) {
      const compiled = compileQuery(schema, parse(QUERY));
      if (!isCompiledQuery(compiled)) throw new Error('not compiled');
      for (let turn = 0; turn < 3; turn += 1) {
        expect(asJson(await compiled.query(undefined, {}, {}))).toEqual(expected);
      }
    }
  });

  async function interpret(schema: GraphQLSchema): Promise<ExecutionResult> {
    return asJson(await execute({ schema, document: parse(QUERY), contextValue: {} }));
  }
});

function asJson(result: ExecutionResult): ExecutionResult {
  return JSON.parse(JSON.stringify(result)) as ExecutionResult;
}
