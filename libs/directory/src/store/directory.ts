import type { PersonStanding } from '@milepost/lifecycle';
import { migrate, type Pool } from '@milepost/postgres';
import type { Entry, Person, PersonDetails } from '../person';
import { entryOf, ERASURE_COLUMNS, PERSON_COLUMNS, type EntryRow } from './entry-row';
import { erase, type Erasure } from './erase';
import { migrations } from './migrations';
import { unlogged } from './unlogged';

export interface PersonPage {
  /** At most so many. */
  readonly limit: number;
  /** `addedAt` and id of the person to go on after. */
  readonly after?: readonly [string, string] | null;
}

/** The directory of natural persons: the one place that holds names and phones, where they can be corrected and erased. */
export class Directory {
  private constructor(private readonly pool: Pool) {}

  /** Opens the directory of this database, after bringing its schema up to date. */
  static async open(pool: Pool): Promise<Directory> {
    await migrate(pool, 'directory', migrations);
    return new Directory(pool);
  }

  /** The entries of these ids, in their order; `null` where there never was one. */
  async find(ids: readonly string[]): Promise<(Entry | null)[]> {
    const rows = await this.read(
      `SELECT ${PERSON_COLUMNS} FROM directory.person WHERE id = ANY($1::uuid[])
       UNION ALL SELECT ${ERASURE_COLUMNS} FROM directory.erasure WHERE id = ANY($1::uuid[])`,
      [ids],
    );
    const byId = new Map(rows.map((row) => [row.id, entryOf(row)]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  async findOne(id: string): Promise<Entry | null> {
    return (await this.find([id]))[0] ?? null;
  }

  /** Which of these ids stand for someone, and for someone erased. */
  async standingsOf(ids: readonly string[]): Promise<ReadonlyMap<string, PersonStanding>> {
    const entries = (await this.find(ids)).filter((entry) => entry !== null);
    return new Map(entries.map(({ id, erased }) => [id, erased ? 'erased' : 'present']));
  }

  /** Persons not erased, in the order in which they were added. */
  async list({ limit, after }: PersonPage): Promise<Person[]> {
    const rows = await this.read(
      `SELECT ${PERSON_COLUMNS} FROM directory.person
       WHERE $2::timestamptz IS NULL OR (added_at, id) > ($2::timestamptz, $3::uuid)
       ORDER BY added_at, id LIMIT $1`,
      [limit, after?.[0] ?? null, after?.[1] ?? null],
    );
    return rows.map((row) => entryOf(row) as Person);
  }

  async count(): Promise<number> {
    const { rows } = await this.pool.query<{ count: string }>('SELECT count(*) AS count FROM directory.person');
    return Number(rows[0]?.count ?? 0);
  }

  /**
   * Adds a person under this id, unless the directory has had one under it: then nothing is written.
   * @returns the entry that there is now, `added` when it was not there before
   */
  async add(id: string, { name, phone, bureau, post }: PersonDetails): Promise<{ entry: Entry; added: boolean }> {
    const { rowCount } = await unlogged(this.pool, (client) =>
      client.query(
        `INSERT INTO directory.person (id, name, phone, bureau, post)
         SELECT $1, $2, $3, $4, $5 WHERE NOT EXISTS (SELECT FROM directory.erasure WHERE id = $1)
         ON CONFLICT DO NOTHING`,
        [id, name, phone, bureau, post],
      ),
    );
    return { entry: (await this.findOne(id)) as Entry, added: rowCount === 1 };
  }

  /** Puts details of a person right; those absent stay. Writes nothing when there is no such person or no difference. */
  async correct(id: string, changes: Partial<PersonDetails>): Promise<void> {
    const columns = (['name', 'phone', 'bureau', 'post'] as const).filter((column) => changes[column] !== undefined);
    if (columns.length === 0) return;
    const now = columns.map((_, index) => `$${index + 2}::text`).join(', ');
    await unlogged(this.pool, (client) =>
      client.query(
        `UPDATE directory.person SET (${columns.join(', ')}) = ROW(${now}), corrected_at = clock_timestamp()
         WHERE id = $1 AND (${columns.join(', ')}) IS DISTINCT FROM (${now})`,
        [id, ...columns.map((column) => changes[column])],
      ),
    );
  }

  /** Erases a person; one erased before stays as it is. @returns what is left, `null` when there never was one */
  async erase(id: string, erasure: Erasure): Promise<Entry | null> {
    await unlogged(this.pool, (client) => erase(client, id, erasure));
    return this.findOne(id);
  }

  // Nothing personal is sent to read: entries are found by their ids.
  private async read(statement: string, values: unknown[]): Promise<EntryRow[]> {
    return (await this.pool.query<EntryRow>(statement, values)).rows;
  }
}
