import type { Label } from '@milepost/lifecycle';
import type { JsonSchema } from './json-schema';

/**
 * What a place in a message's data may hold, said once: how it is read from a stored event, and its schema. What no
 * field names never goes out, and neither does a value that is not of the field's form: free text can't slip through.
 */
export interface Field<Value> {
  readonly schema: JsonSchema;
  /** The value as it may go out, made anew where it has parts; `undefined` where it is none of this form. Never throws. */
  read(value: unknown): Value | undefined;
}

/** A field in its place: what it means there, and whether a message is without it. */
export interface Place<Value> extends Field<Value> {
  readonly meaning: Label;
  readonly optional: boolean;
  /** What of the event's data is read; by default its property of the same name. */
  readonly from?: (data: unknown) => unknown;
}

/** The data of a message by name. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each place has its own type of value
export type Places = Readonly<Record<string, Place<any>>>;

/** The type of what such places hold. */
export type DataOf<P extends Places> = {
  readonly [Name in keyof P]: P[Name] extends Place<infer Value> ? Value : never;
};

/** A field that every message of its kind has: an event without it makes no message. */
export const place = <Value>(field: Field<Value>, en: string, zh: string): Place<Value> => ({
  schema: field.schema,
  read: field.read,
  meaning: { en, zh },
  optional: false,
});

/** A field that is left out where the event does not say it. */
export const optional = <Value>(field: Field<Value>, en: string, zh: string): Place<Value | undefined> => ({
  ...place<Value | undefined>(field, en, zh),
  optional: true,
});

/** The same place, told from another part of the event's data. */
export const from = <Value>(told: Place<Value>, of: (data: unknown) => unknown): Place<Value> => ({
  ...told,
  from: of,
});

function matching(pattern: RegExp, more: JsonSchema = {}): Field<string> {
  return {
    schema: { type: 'string', pattern: pattern.source, ...more },
    read: (value) => (typeof value === 'string' && pattern.test(value) ? value : undefined),
  };
}

/** A code of a catalogue or ruleset. */
export const CODE = matching(/^[a-z0-9][a-z0-9._-]{0,63}$/);
/** A calendar date in the region's time zone. */
export const DAY = matching(/^\d{4}-\d{2}-\d{2}$/, { format: 'date' });
export const MONTH = matching(/^\d{4}-\d{2}$/);
/** ISO 8601 in UTC. */
export const INSTANT = matching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/, { format: 'date-time' });
export const SHA256 = matching(/^[0-9a-f]{64}$/);
export const BASE64 = matching(/^[A-Za-z0-9+/]+={0,2}$/);
/** Without spaces: an id of an event, a project code, a district, the origin of a log. */
export const TOKEN = matching(/^\S{1,200}$/);
/** A GB/T 2260 code or a path such as `England/South West`. */
export const DISTRICT: Field<string> = {
  schema: { type: 'string', minLength: 1 },
  read: (value) => (typeof value === 'string' && value !== '' ? value : undefined),
};

export const COUNT: Field<number> = {
  schema: { type: 'integer', minimum: 0 },
  read: (value) => (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined),
};

/** Also `null`, where the event says so. */
export const orNull = <Value>(field: Field<Value>): Field<Value | null> => ({
  schema: { ...field.schema, type: [field.schema['type'], 'null'] },
  read: (value) => (value === null ? null : field.read(value)),
});

export const oneOf = <Value extends string>(...values: readonly Value[]): Field<Value> => ({
  schema: { type: 'string', enum: values },
  read: (value) => values.find((each) => each === value),
});

/** An object's own property, `undefined` of anything else. */
export const propertyOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
