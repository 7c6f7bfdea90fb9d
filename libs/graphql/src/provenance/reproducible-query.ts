import {
  astFromValue,
  isInputType,
  Kind,
  print,
  typeFromAST,
  visit,
  type ArgumentNode,
  type ASTNode,
  type FieldNode,
  type GraphQLResolveInfo,
  type ObjectFieldNode,
  type ValueNode,
  type VariableNode,
} from 'graphql';

interface AsOfState {
  readonly on: string;
  readonly knownAt: string | null;
}

/** The states that an answer is of, by the argument that names them: a day and an instant, or an instant alone. */
export type States = Readonly<Record<string, AsOfState | string>>;

/** Only these belong to the moment and not to the answer. */
const PASSING = new Set(['atLeast']);

/** The values of an operation's variables as they would be written in a document. */
function literalsOf({ operation, schema, variableValues }: GraphQLResolveInfo): Map<string, ValueNode | null> {
  const literals = new Map<string, ValueNode | null>();
  for (const { variable, type: node } of operation.variableDefinitions ?? []) {
    const type = typeFromAST(schema, node as never);
    const value = variableValues[variable.name.value];
    literals.set(
      variable.name.value,
      isInputType(type) && value !== undefined ? (astFromValue(value, type) ?? null) : null,
    );
  }
  return literals;
}

/** Writes variables out; an argument or a field whose variable has no value was not given. */
function inlined<Node extends ASTNode>(node: Node, literals: ReadonlyMap<string, ValueNode | null>): Node {
  const withoutValue = ({ value }: ArgumentNode | ObjectFieldNode): null | undefined =>
    value.kind === Kind.VARIABLE && literals.get(value.name.value) === null ? null : undefined;
  return visit(node, {
    Argument: { enter: withoutValue },
    ObjectField: { enter: withoutValue },
    Variable: { leave: ({ name }: VariableNode) => literals.get(name.value) ?? { kind: Kind.NULL } },
  });
}

const text = (value: string | null): ValueNode => (value === null ? { kind: Kind.NULL } : { kind: Kind.STRING, value });

function asOfValue({ on, knownAt }: AsOfState): ValueNode {
  const field = (key: string, value: string | null): ObjectFieldNode => ({
    kind: Kind.OBJECT_FIELD,
    name: { kind: Kind.NAME, value: key },
    value: text(value),
  });
  return { kind: Kind.OBJECT, fields: [field('on', on), field('knownAt', knownAt)] };
}

const stateArgument = (name: string, state: AsOfState | string): ArgumentNode => ({
  kind: Kind.ARGUMENT,
  name: { kind: Kind.NAME, value: name },
  value: typeof state === 'string' ? text(state) : asOfValue(state),
});

/** The names of all fragments that nodes spread, directly or through others. */
function fragmentsOf(nodes: readonly ASTNode[], info: GraphQLResolveInfo): Set<string> {
  const found = new Set<string>();
  const look = (node: ASTNode): void => {
    visit(node, {
      FragmentSpread({ name: { value } }) {
        const fragment = info.fragments[value];
        if (found.has(value) || fragment === undefined) return;
        found.add(value);
        look(fragment);
      },
    });
  };
  nodes.forEach(look);
  return found;
}

/**
 * The GraphQL document that asks for a root field once more: its variables written out, the states that it is of named
 * by day and instant, so that it needs nothing but itself.
 * @param states by the argument that names them, e.g. `asOf`
 */
export function reproducibleQuery(info: GraphQLResolveInfo, states: States): string {
  const literals = literalsOf(info);
  const fields = info.fieldNodes.map((node): FieldNode => {
    const field = inlined(node, literals);
    const kept = (field.arguments ?? []).filter(({ name }) => !(name.value in states) && !PASSING.has(name.value));
    return {
      ...field,
      arguments: [...kept, ...Object.entries(states).map(([name, state]) => stateArgument(name, state))],
    };
  });
  const fragments = [...fragmentsOf(info.fieldNodes, info)].map((name) => inlined(info.fragments[name]!, literals));
  const selections = { kind: Kind.SELECTION_SET, selections: fields } as const;
  return print({
    kind: Kind.DOCUMENT,
    definitions: [
      { kind: Kind.OPERATION_DEFINITION, operation: info.operation.operation, selectionSet: selections },
      ...fragments,
    ],
  });
}
