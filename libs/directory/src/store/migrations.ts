import type { Migration } from '@milepost/postgres';

/** Schema of the directory, oldest first. Released steps are never edited. */
export const migrations: readonly Migration[] = [
  {
    name: 'persons',
    sql: `
CREATE SCHEMA directory;

-- No constraint on what is personal: PostgreSQL's complaint would show the whole row, and write it into its log.
CREATE TABLE directory.person (
  id           uuid PRIMARY KEY,
  name         text,
  phone        text,
  bureau       text,
  post         text,
  added_at     timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  corrected_at timestamptz(3)
);
CREATE INDEX ON directory.person (added_at, id);

-- ANALYZE copies frequent values into the catalog pg_statistic, where no erasure would find them.
ALTER TABLE directory.person
  ALTER COLUMN name SET STATISTICS 0,
  ALTER COLUMN phone SET STATISTICS 0,
  ALTER COLUMN bureau SET STATISTICS 0,
  ALTER COLUMN post SET STATISTICS 0;

CREATE TABLE directory.erasure (
  id        uuid PRIMARY KEY,
  erased_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  erased_by text NOT NULL,
  ground    text NOT NULL
);
COMMENT ON TABLE directory.erasure IS 'that someone was erased, when, by whom and on which ground; nothing about them';`,
  },
];
