import type { GraphQLField, GraphQLSchema } from 'graphql';
import type { RequestContext } from '../request-context';
import { recordable, withheld } from './personal-arguments';
import type { Read, ReadLog } from './read';

/**
 * Schema step: each use of a root query field is noted in the request's context, with its arguments as the resolver
 * gets them. What introspection asks for is no data, and is not noted; a mutation is recorded by its events.
 */
export function noteReads(schema: GraphQLSchema): GraphQLSchema {
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) note(field as Field);
  return schema;
}

type Field = GraphQLField<unknown, RequestContext, Record<string, unknown>>;

function note(field: Field): void {
  const { resolve } = field;
  if (resolve === undefined) return;
  field.resolve = (source, args, context, info) => {
    const read: Read = {
      operation: info.operation.name?.value ?? null,
      field: field.name,
      selection: recordable(field as unknown as GraphQLField<unknown, unknown>, args),
      rows: null,
      position: null,
      failed: true,
      began: performance.now(),
    };
    context.reads.push(read);
    const answered = resolve(source, args, context, info);
    if (isPromise(answered)) return answered.then((value) => told(read, value));
    return told(read, answered);
  };
}

// Not `instanceof Promise`: one of Node's own may come from another realm, as it does under jest.
const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof (value as { then?: unknown } | null | undefined)?.then === 'function';

function told<Value>(read: Read, value: Value): Value {
  read.failed = false;
  read.rows = rowsOf(value);
  const position: unknown = (value as { position?: unknown } | null)?.position;
  if (typeof position === 'string') read.position = position;
  return value;
}

/** What was refused gave nothing away, and may have been asked for by anything, a person's name among it. */
const withheldIfFailed = (read: Read): Read => (read.failed ? { ...read, selection: withheld(read.selection) } : read);

function rowsOf(value: unknown): number | null {
  if (value === null || value === undefined) return 0;
  if (Array.isArray(value)) return value.length;
  const edges: unknown = (value as { edges?: unknown }).edges;
  if (Array.isArray(edges)) return edges.length;
  return 1;
}

/**
 * The hook after execution: the answer waits until what was read is recorded. Where nothing but errors is answered they
 * come through all the same, as they say better what is wrong.
 */
export function createOnResolution(log: ReadLog) {
  return async (_execution: unknown, context: unknown): Promise<void> => {
    const { reads, caller } = context as RequestContext;
    if (reads.length === 0) return;
    try {
      await log.record(reads.map(withheldIfFailed), caller);
    } catch (error) {
      if (reads.some(({ failed }) => !failed)) throw error;
    }
  };
}
