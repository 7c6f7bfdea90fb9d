import type { Migration } from '@milepost/postgres';
import { sealRecorded } from './seal-recorded';

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
  {
    name: 'chain',
    sql: `
ALTER TABLE event_store.events ADD COLUMN hash bytea, ADD COLUMN previous_hash bytea;
COMMENT ON COLUMN event_store.events.hash IS
  'SHA-256 of the canonical JSON (RFC 8785) of data, id, metadata, previousHash, recordedAt, revision, stream and type';
COMMENT ON COLUMN event_store.events.previous_hash IS 'hash of the event before it in its stream';
-- For this once: what has been recorded gets its hashes.
ALTER TABLE event_store.events DISABLE TRIGGER never_edited;`,
    fill: sealRecorded,
  },
  {
    name: 'chain-closed',
    sql: `
ALTER TABLE event_store.events
  ENABLE TRIGGER never_edited,
  ALTER COLUMN hash SET NOT NULL,
  ADD CHECK (octet_length(hash) = 32),
  ADD CHECK (octet_length(previous_hash) = 32),
  ADD CHECK ((revision = 0) = (previous_hash IS NULL));

-- Events come right after the last one, so that a position says how many events come before.
CREATE FUNCTION event_store.refuse_gap() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  first  bigint;
  last   bigint;
  number bigint;
BEGIN
  SELECT min(position), max(position), count(*) INTO first, last, number FROM fresh;
  IF number = 0 THEN
    RETURN NULL;
  END IF;
  IF last - first + 1 <> number
    OR (first <> 1 AND NOT EXISTS (SELECT FROM event_store.events WHERE position = first - 1))
    OR last <> (SELECT position FROM event_store.head)
  THEN
    RAISE EXCEPTION 'events % to % do not come right after the last one, or the head was left behind', first, last
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER positions_dense AFTER INSERT ON event_store.events
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION event_store.refuse_gap();`,
  },
  {
    name: 'several-clocks',
    sql: `
ALTER TABLE event_store.head ADD COLUMN clock_tolerance_ms int NOT NULL DEFAULT 0;
COMMENT ON COLUMN event_store.head.clock_tolerance_ms IS
  'most by which an instant lies before one at an earlier position: events taken over from a store with several clocks';

-- Position of the last event before which, itself included, none has a later instant. Up to where the search by instants
-- less the tolerance ends none has; from there on the first that has is looked for.
CREATE OR REPLACE FUNCTION event_store.position_at(instant timestamptz) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
  low    bigint := 0;
  high   bigint;
  last   bigint;
  margin interval;
  middle bigint;
BEGIN
  SELECT position, clock_tolerance_ms * interval '1 millisecond' INTO last, margin FROM event_store.head;
  high := last;
  WHILE low < high LOOP
    middle := (low + high + 1) / 2;
    IF (SELECT recorded_at FROM event_store.events WHERE position = middle) <= instant - margin THEN
      low := middle;
    ELSE
      high := middle - 1;
    END IF;
  END LOOP;
  IF margin = interval '0' THEN
    RETURN low;
  END IF;
  RETURN coalesce((SELECT position - 1 FROM event_store.events
                   WHERE position > low AND recorded_at > instant ORDER BY position LIMIT 1), last);
END $$;`,
  },
];
