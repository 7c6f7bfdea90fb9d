import type { Migration } from '@milepost/postgres';

/** Schema of the index of leaves, oldest first. Released steps are never edited. */
export const migrations: readonly Migration[] = [
  {
    name: 'leaves',
    sql: `
CREATE SCHEMA event_index;
COMMENT ON SCHEMA event_index IS 'what EventStoreDB does not count: derived from its events, may be dropped, is made anew';

-- How far the index has been filled. Whoever fills locks the one row.
CREATE TABLE event_index.filled (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  leaves   bigint NOT NULL,
  position bigint NOT NULL,
  latest   timestamptz(3) NOT NULL
) WITH (fillfactor = 10);
INSERT INTO event_index.filled (leaves, position, latest) VALUES (0, 0, '-infinity');

CREATE TABLE event_index.leaves (
  leaf     bigint PRIMARY KEY,
  position bigint NOT NULL,
  id       uuid NOT NULL,
  hash     bytea NOT NULL CHECK (octet_length(hash) = 32),
  latest   timestamptz(3) NOT NULL
);
COMMENT ON COLUMN event_index.leaves.leaf IS 'how many events come before';
COMMENT ON COLUMN event_index.leaves.latest IS 'latest instant of this event and all before it';
CREATE INDEX leaves_id ON event_index.leaves (id);
CREATE INDEX leaves_latest ON event_index.leaves (latest, position);`,
  },
];
