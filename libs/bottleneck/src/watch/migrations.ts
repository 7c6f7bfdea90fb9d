import type { Migration } from '@milepost/postgres';

/** Schema of the watch over lights, oldest first. Released steps are never edited. */
export const migrations: readonly Migration[] = [
  {
    name: 'state',
    sql: `
CREATE SCHEMA light_watch;

CREATE TABLE light_watch.position (
  single   boolean PRIMARY KEY DEFAULT true CHECK (single),
  position numeric NOT NULL
);
COMMENT ON TABLE light_watch.position IS 'position of the last event whose project was looked at';

CREATE TABLE light_watch.through (
  time_zone text PRIMARY KEY,
  through   date NOT NULL
);
COMMENT ON TABLE light_watch.through IS 'last day up to which lights were watched in a zone';`,
  },
];
