import { CODE, propertyOf, type Field } from './field';

const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];

type ValueOf<F> = F extends Field<infer Value> ? Value : never;

/** An object of exactly these fields; what else the event's object holds stays behind. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each field has its own type of value
export function objectOf<Fields extends Readonly<Record<string, Field<any>>>>(
  fields: Fields,
): Field<{ readonly [Name in keyof Fields]: ValueOf<Fields[Name]> }> {
  const named = Object.entries(fields);
  return {
    schema: {
      type: 'object',
      required: named.map(([name]) => name),
      properties: Object.fromEntries(named.map(([name, { schema }]) => [name, schema])),
    },
    read(value) {
      const read: Record<string, unknown> = {};
      for (const [name, field] of named) {
        const part: unknown = field.read(propertyOf(value, name));
        if (part === undefined) return undefined;
        read[name] = part;
      }
      return read as { readonly [Name in keyof Fields]: ValueOf<Fields[Name]> };
    },
  };
}

/** Values by code, those left out that are not of the form; `undefined` where none is. */
export const byCode = <Value>(field: Field<Value>): Field<Readonly<Record<string, Value>>> => ({
  schema: {
    type: 'object',
    minProperties: 1,
    propertyNames: CODE.schema,
    additionalProperties: field.schema,
  },
  read(value) {
    const read: Record<string, Value> = {};
    for (const [key, each] of entriesOf(value)) {
      const part = field.read(each);
      if (part !== undefined && CODE.read(key) !== undefined) read[key] = part;
    }
    return Object.keys(read).length === 0 ? undefined : read;
  },
});

/** Which of these names an object has, in this order. */
export const namesAmong = <Name extends string>(names: readonly Name[]): Field<readonly Name[]> => ({
  schema: { type: 'array', minItems: 1, uniqueItems: true, items: { type: 'string', enum: names } },
  read(value) {
    const present = names.filter((name) => propertyOf(value, name) !== undefined);
    return present.length === 0 ? undefined : present;
  },
});
