import { migrate, type Pool } from '@milepost/postgres';

/** Channel on which the transactions that move a live checkpoint notify `name:position`. */
export const CHECKPOINT_CHANNEL = 'milepost_projection';

const TABLES = `
  CREATE SCHEMA projection;

  CREATE TABLE projection.checkpoint (
    projection  text NOT NULL,
    generation  integer NOT NULL,
    stage       text NOT NULL CHECK (stage IN ('live', 'next')),
    version     integer NOT NULL,
    position    numeric(20) NOT NULL DEFAULT 0,
    -- Raised by whatever changes a generation from outside its follower, which then reloads what it knows.
    epoch       integer NOT NULL DEFAULT 0,
    recorded_at timestamptz,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (projection, generation),
    UNIQUE (projection, stage)
  );

  CREATE TABLE projection.parked (
    projection    text NOT NULL,
    generation    integer NOT NULL,
    key           text NOT NULL,
    position      numeric(20) NOT NULL,
    event_id      text NOT NULL,
    event_type    text NOT NULL,
    error         text NOT NULL,
    since         timestamptz NOT NULL DEFAULT now(),
    skipped       integer NOT NULL DEFAULT 0,
    last_position numeric(20) NOT NULL,
    PRIMARY KEY (projection, generation, key)
  );

  -- Schemas replaced by a rebuild and not dropped yet.
  CREATE TABLE projection.retired (
    schema     text PRIMARY KEY,
    projection text NOT NULL,
    since      timestamptz NOT NULL DEFAULT now()
  );
`;

const STATES_ON_DEMAND = `
  ALTER TABLE projection.checkpoint ADD COLUMN states_left_out numeric(20) NOT NULL DEFAULT 0;
`;

/** Creates the tables all projections share, where they are missing. */
export async function createCheckpointTables(pool: Pool): Promise<void> {
  await migrate(pool, 'projection', [
    { name: 'checkpoints', sql: TABLES },
    { name: 'states on demand', sql: STATES_ON_DEMAND },
  ]);
}
