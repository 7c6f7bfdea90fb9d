import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

interface TextScalarOptions {
  readonly name: string;
  readonly description: string;
  /** Completes the sentence "`name` must be …". */
  readonly expected: string;
  /** The canonical form of an input, `undefined` when it is not acceptable. */
  readonly read: (text: string) => string | undefined;
  /** Takes whole numbers as well as strings. */
  readonly integers?: boolean;
  /** Makes what resolvers return the text that clients get; as it is, by default. */
  readonly write?: (value: unknown) => string | undefined;
}

/** A scalar that is a string in JSON and in TypeScript. What can't be read is refused with the form that was expected. */
export function textScalar(options: TextScalarOptions): GraphQLScalarType<string, string> {
  const { name, description, expected, read, integers = false } = options;
  const write = options.write ?? ((value: unknown) => (typeof value === 'string' ? value : undefined));

  const accept = (text: string | undefined, shown: unknown, nodes?: ValueNode): string => {
    const value = text === undefined ? undefined : read(text);
    if (value === undefined) throw new GraphQLError(`${name} must be ${expected}, not ${excerpt(shown)}`, { nodes });
    return value;
  };

  return new GraphQLScalarType<string, string>({
    name,
    description,
    parseValue: (value) => accept(textOf(value, integers), value),
    parseLiteral(node) {
      if (node.kind === Kind.STRING) return accept(node.value, node.value, node);
      // The digits themselves, so that a literal is exact however long it is.
      if (node.kind === Kind.INT && integers) return accept(node.value, node.value, node);
      return accept(undefined, 'value' in node ? node.value : node.kind, node);
    },
    serialize(value) {
      const text = write(value);
      if (text === undefined) throw new GraphQLError(`${name} can't be made of ${excerpt(value)}`);
      return text;
    },
  });
}

function textOf(value: unknown, integers: boolean): string | undefined {
  if (typeof value === 'string') return value;
  // Beyond the safe range JSON has already rounded the number: such values have to come as strings.
  if (integers && Number.isSafeInteger(value)) return String(value);
  return undefined;
}

function excerpt(value: unknown): string {
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
