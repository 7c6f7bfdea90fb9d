import type { Migration } from '@milepost/postgres';

/** What the log of checkpoints keeps in the read database; all of it is made of events, and made anew when it is lost. */
export const migrations: readonly Migration[] = [
  {
    name: 'tree and checkpoints',
    sql: `
CREATE SCHEMA IF NOT EXISTS audit;

-- Roots of complete subtrees of 256, 65,536, … leaves (levels 8, 16, …), as far as anybody has needed them.
CREATE TABLE audit.tree_node (
  level smallint NOT NULL,
  index bigint NOT NULL,
  hash  bytea NOT NULL,
  PRIMARY KEY (level, index)
);

-- The checkpoints of each log, as its stream holds them.
CREATE TABLE audit.checkpoint (
  origin       text COLLATE "C" NOT NULL,
  revision     int NOT NULL,
  size         bigint NOT NULL,
  root_hash    bytea NOT NULL,
  note         text NOT NULL,
  verifier_key text NOT NULL,
  event_id     uuid NOT NULL,
  position     text NOT NULL,
  issued_at    timestamptz(3) NOT NULL,
  PRIMARY KEY (origin, revision)
);
CREATE INDEX checkpoint_size ON audit.checkpoint (origin, size);
`,
  },
];
