import type { Migration } from '@milepost/postgres';

/** Schema of the access log, oldest first. Released steps are never edited. */
export const migrations: readonly Migration[] = [
  {
    name: 'entries',
    sql: `
CREATE SCHEMA access_log;

CREATE TABLE access_log.entry (
  id             uuid PRIMARY KEY,
  at             timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  actor          text NOT NULL,
  channel        text NOT NULL,
  operation      text,
  field          text NOT NULL,
  selection      json NOT NULL,
  rows           int,
  position       text,
  correlation_id text,
  duration_ms    real,
  failed         boolean NOT NULL
);
COMMENT ON TABLE access_log.entry IS 'who read what: written before the answer goes out, never changed';
CREATE INDEX ON access_log.entry (at, id);
CREATE INDEX ON access_log.entry (actor, at, id);
CREATE INDEX ON access_log.entry (field, at, id);

CREATE FUNCTION access_log.refuse_edit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('access_log.retiring', true) = 'on' THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION 'the access log is only ever added to: what is older than it has to be kept goes by access_log.retire'
    USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER never_edited BEFORE UPDATE OR DELETE OR TRUNCATE ON access_log.entry
  FOR EACH STATEMENT EXECUTE FUNCTION access_log.refuse_edit();

-- An operator's act: removes what is older than the log has to be kept, and leaves a record of having done so.
CREATE FUNCTION access_log.retire(before timestamptz, operator text, reason text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  removed bigint;
BEGIN
  IF before > clock_timestamp() - interval '180 days' THEN
    RAISE EXCEPTION 'the access log is kept for half a year at least' USING ERRCODE = 'check_violation';
  END IF;
  PERFORM set_config('access_log.retiring', 'on', true);
  DELETE FROM access_log.entry WHERE at < before;
  GET DIAGNOSTICS removed = ROW_COUNT;
  PERFORM set_config('access_log.retiring', 'off', true);
  INSERT INTO access_log.entry (id, actor, channel, field, selection, rows, failed)
    VALUES (gen_random_uuid(), operator, 'operator', 'retire',
            json_build_object('before', before, 'reason', reason), least(removed, 2147483647), false);
  RETURN removed;
END $$;`,
  },
];
