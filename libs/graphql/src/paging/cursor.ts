import { createHash } from 'node:crypto';
import { DomainError } from '../errors/domain-error';

const VERSION = 1;
/** Room for the longest name there is, 500 characters, sorted by. */
export const MAX_CURSOR = 8_192;
const MAX_KEYS = 8;

/** A value of the row that a cursor points at, in sort order. */
export type CursorKey = string | number | boolean | null;

/**
 * An opaque cursor: the sort keys of its row.
 * @param scope names the list and its order, so that a cursor of one list is not taken by another
 * @throws RangeError when the keys don't fit
 */
export function encodeCursor(scope: string, keys: readonly CursorKey[]): string {
  const body = JSON.stringify([scope, ...keys]);
  const cursor = Buffer.from(JSON.stringify([VERSION, checksum(body), scope, ...keys])).toString('base64url');
  if (keys.length > MAX_KEYS || cursor.length > MAX_CURSOR) throw new RangeError(`cursor of ${scope} is too long`);
  return cursor;
}

/**
 * The sort keys in a cursor that `encodeCursor` made for the same scope.
 * @throws DomainError `cursor.invalid` for anything else
 */
export function decodeCursor(scope: string, cursor: string, field = 'after'): readonly CursorKey[] {
  const content = cursor.length <= MAX_CURSOR && /^[\w-]+$/.test(cursor) ? parse(cursor) : undefined;
  if (!Array.isArray(content)) throw invalid(field);
  const [version, sum, owner, ...keys] = content as unknown[];
  if (version !== VERSION || owner !== scope || keys.length > MAX_KEYS || !keys.every(isKey)) throw invalid(field);
  if (sum !== checksum(JSON.stringify([scope, ...keys]))) throw invalid(field);
  return keys;
}

/** Catches damage and tinkering early; it is no signature, as a cursor grants nothing. */
function checksum(body: string): string {
  return createHash('sha256').update(body).digest('base64url').slice(0, 8);
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function isKey(value: unknown): value is CursorKey {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function invalid(field: string): DomainError {
  return new DomainError(
    'cursor.invalid',
    { zh: '分页游标无效，请从第一页重新开始', en: 'The cursor is invalid: start again from the first page' },
    field,
  );
}
