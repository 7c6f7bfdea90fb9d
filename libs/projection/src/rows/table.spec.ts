import { columnType, createTable, type Table } from './table';

const table: Table = {
  kind: 'versioned',
  identity: ['id'],
  columns: { id: 'uuid NOT NULL', label: 'text COLLATE "C" NOT NULL', amount: 'numeric(20, 2)', tags: 'text[]' },
};

describe('a declared table', () => {
  it('knows the bare types of its columns', () => {
    expect(Object.keys(table.columns).map((column) => columnType(table, column))).toEqual([
      'uuid',
      'text',
      'numeric(20, 2)',
      'text[]',
    ]);
  });

  it('is created with its columns, the two times of knowledge and one version in force per identity', () => {
    const sql = createTable('toy_next', 'tally', table);
    expect(sql).toContain('CREATE TABLE "toy_next"."tally" ("id" uuid NOT NULL');
    expect(sql).toContain('known_from timestamptz NOT NULL, known_to timestamptz NOT NULL');
    expect(sql).toContain(`UNIQUE INDEX ON "toy_next"."tally" ("id") WHERE known_to = 'infinity'`);
  });
});
