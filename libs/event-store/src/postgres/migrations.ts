import type { Migration } from '@milepost/postgres';

/** Schema of the event store, oldest first. Released steps are never edited. */
export const migrations: readonly Migration[] = [
  {
    name: 'events',
    sql: `
CREATE SCHEMA event_store;

-- The one row that every writer locks until it has committed. So positions follow commit order, without gaps.
CREATE TABLE event_store.head (
  only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  position    bigint NOT NULL,
  recorded_at timestamptz(3) NOT NULL
) WITH (fillfactor = 10);
INSERT INTO event_store.head (position, recorded_at) VALUES (0, '-infinity');

CREATE TABLE event_store.events (
  position    bigint PRIMARY KEY,
  stream      text COLLATE "C" NOT NULL,
  revision    int NOT NULL,
  id          uuid NOT NULL UNIQUE,
  type        text COLLATE "C" NOT NULL,
  data        json NOT NULL,
  metadata    json NOT NULL,
  recorded_at timestamptz(3) NOT NULL,
  part        int NOT NULL,
  parts       int NOT NULL,
  UNIQUE (stream, revision)
);
COMMENT ON COLUMN event_store.events.part IS 'place within its append, from 0: tells a repeated append from a part of one';
COMMENT ON COLUMN event_store.events.parts IS 'number of events of its append';

CREATE FUNCTION event_store.refuse_edit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'events are never edited: append one that corrects' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER never_edited BEFORE UPDATE OR DELETE OR TRUNCATE ON event_store.events
  FOR EACH STATEMENT EXECUTE FUNCTION event_store.refuse_edit();

-- Positions are dense and instants never decrease along them, so a binary search does without an index on instants.
CREATE FUNCTION event_store.position_at(instant timestamptz) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
  low    bigint := 0;
  high   bigint := (SELECT position FROM event_store.head);
  middle bigint;
BEGIN
  WHILE low < high LOOP
    middle := (low + high + 1) / 2;
    IF (SELECT recorded_at FROM event_store.events WHERE position = middle) <= instant THEN
      low := middle;
    ELSE
      high := middle - 1;
    END IF;
  END LOOP;
  RETURN low;
END $$;`,
  },
];
