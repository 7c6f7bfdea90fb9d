import { Extensions } from '@nestjs/graphql';
import type { GraphQLField } from 'graphql';
import { codedOnly } from './coded-values';

const PERSONAL = 'milepost.personalArguments';

/** Fields that concern natural persons by their very name. */
const PERSONAL_FIELDS: ReadonlySet<string> = new Set(['person', 'persons']);

/** Arguments that say which rows and which state, and can't hold a name. */
const HARMLESS: ReadonlySet<string> = new Set(['id', 'ids', 'first', 'after', 'asOf', 'atLeast', 'from', 'to']);

export const WITHHELD = 'withheld';

/**
 * Keeps the values of a root field's arguments out of the access log, where names could not be erased: only ids, paging
 * and dates are kept. For every field that is asked for by what may be a person's name, phone or the like.
 */
export function PersonalArguments(): MethodDecorator & PropertyDecorator {
  return Extensions({ [PERSONAL]: true }) as MethodDecorator & PropertyDecorator;
}

/** Which arguments were given, and none of their values. */
export const withheld = (args: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.keys(args).map((name) => [name, WITHHELD]));

/** The arguments as they may be recorded: no words, of fields that concern persons no other values either. */
export function recordable(
  field: Pick<GraphQLField<unknown, unknown>, 'name' | 'extensions'>,
  args: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const coded = codedOnly(args) as Readonly<Record<string, unknown>>;
  if (field.extensions[PERSONAL] !== true && !PERSONAL_FIELDS.has(field.name)) return coded;
  return Object.fromEntries(
    Object.entries(coded).map(([name, value]) => [name, HARMLESS.has(name) || value === null ? value : WITHHELD]),
  );
}
