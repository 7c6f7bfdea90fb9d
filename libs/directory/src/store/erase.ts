import type { PoolClient } from '@milepost/postgres';
import type { ErasureGround } from '../person';

export interface Erasure {
  /** The account that asks for it. */
  readonly by: string;
  readonly ground: ErasureGround;
}

/**
 * Erases a person: in one transaction the table is written anew without them, into a file of its own. A deleted row
 * would stay in its page until something else happens to be written over it, and VACUUM, FULL or not, keeps it for as
 * long as any old transaction might still look. So does what corrections have replaced, of anyone: it goes as well.
 * @returns whether there was such a person
 */
export async function erase(client: PoolClient, id: string, { by, ground }: Erasure): Promise<boolean> {
  await client.query('LOCK TABLE directory.person IN ACCESS EXCLUSIVE MODE');
  const { rowCount } = await client.query('DELETE FROM directory.person WHERE id = $1', [id]);
  if (rowCount === 0) return false;
  await client.query('INSERT INTO directory.erasure (id, erased_by, ground) VALUES ($1, $2, $3)', [id, by, ground]);
  await client.query('CREATE TEMPORARY TABLE remaining ON COMMIT DROP AS TABLE directory.person');
  // Truncating takes a new file, and empties the old one when it commits.
  await client.query('TRUNCATE directory.person');
  await client.query('INSERT INTO directory.person TABLE remaining');
  return true;
}
