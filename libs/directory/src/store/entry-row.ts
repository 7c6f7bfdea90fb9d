import type { Entry, ErasureGround } from '../person';

/** A row of `ENTRIES`. */
export interface EntryRow {
  readonly id: string;
  readonly name: string | null;
  readonly phone: string | null;
  readonly bureau: string | null;
  readonly post: string | null;
  readonly added_at: string | null;
  readonly corrected_at: string | null;
  readonly erased_at: string | null;
  readonly erased_by: string | null;
  readonly ground: string | null;
}

export const PERSON_COLUMNS = `id, name, phone, bureau, post, added_at, corrected_at,
  NULL::timestamptz AS erased_at, NULL AS erased_by, NULL AS ground`;
export const ERASURE_COLUMNS = `id, NULL AS name, NULL AS phone, NULL AS bureau, NULL AS post,
  NULL::timestamptz AS added_at, NULL::timestamptz AS corrected_at, erased_at, erased_by, ground`;

export function entryOf(row: EntryRow): Entry {
  const { id } = row;
  if (row.erased_at !== null) {
    const ground = row.ground as ErasureGround;
    return { id, erasedAt: row.erased_at, erasedBy: String(row.erased_by), ground, erased: true };
  }
  return {
    id,
    name: row.name ?? '',
    phone: row.phone,
    bureau: row.bureau,
    post: row.post ?? '',
    addedAt: String(row.added_at),
    correctedAt: row.corrected_at,
    erased: false,
  };
}
