import type { Migration } from '@milepost/postgres';

/**
 * What webhooks keep in the read database. `router`, `subject`, `message`, `endpoint` and `feed` are made of events;
 * `queue`, `hold`, `attempt`, `endpoint_health` and `secret` are kept nowhere else.
 */
export const migrations: readonly Migration[] = [
  {
    name: 'webhooks',
    sql: `
CREATE SCHEMA IF NOT EXISTS webhook;

-- How far events have been told as messages: one row.
CREATE TABLE webhook.router (
  one      boolean PRIMARY KEY DEFAULT true CHECK (one),
  position bigint NOT NULL,
  -- Kind of store that all positions here are of, once the events have been moved.
  positions_of text
);
INSERT INTO webhook.router (position) VALUES (0);

-- What messages of a project are counted and filtered by, as after the last event told.
CREATE TABLE webhook.subject (
  id  text COLLATE "C" PRIMARY KEY,
  doc jsonb NOT NULL
);

-- Every message once, whoever is sent it.
CREATE TABLE webhook.message (
  position         bigint PRIMARY KEY,
  id               uuid NOT NULL UNIQUE,
  type             text COLLATE "C" NOT NULL,
  subject          text COLLATE "C" NOT NULL,
  sequence         int NOT NULL,
  milestones       text[] NOT NULL,
  kind             text COLLATE "C",
  district         text COLLATE "C",
  total_investment numeric(17,2),
  recorded_at      timestamptz(3) NOT NULL,
  body             text NOT NULL
);
CREATE INDEX ON webhook.message (subject, position);

CREATE TABLE webhook.endpoint (
  id         uuid PRIMARY KEY,
  revision   int NOT NULL,
  status     text COLLATE "C" NOT NULL,
  created_at timestamptz(3) NOT NULL,
  doc        jsonb NOT NULL
);
CREATE INDEX ON webhook.endpoint (created_at, id);

-- What of the messages is still to be queued for an endpoint: run 0 follows for ever, any other is one replay.
CREATE TABLE webhook.feed (
  endpoint_id     uuid NOT NULL,
  run             int NOT NULL,
  cursor          bigint NOT NULL,
  through         bigint,
  stopped         boolean NOT NULL DEFAULT false,
  types           text[],
  milestones      text[],
  districts       text[],
  districts_like  text[],
  kinds           text[],
  min_investment  numeric(17,2),
  only_types          text[],
  only_milestones     text[],
  only_districts      text[],
  only_districts_like text[],
  only_kinds          text[],
  only_min_investment numeric(17,2),
  only_subjects       text[],
  PRIMARY KEY (endpoint_id, run)
);

-- What is to be sent, or waits for somebody to decide. What was delivered has left it: see attempt.
CREATE TABLE webhook.queue (
  endpoint_id uuid NOT NULL,
  run         int NOT NULL,
  message_id  uuid NOT NULL,
  position    bigint NOT NULL,
  subject     text COLLATE "C" NOT NULL,
  kind        text COLLATE "C" NOT NULL CHECK (kind IN ('live', 'replay', 'test')),
  state       text COLLATE "C" NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'exhausted')),
  attempts    int NOT NULL DEFAULT 0,
  queued_at   timestamptz(3) NOT NULL,
  due_at      timestamptz(3) NOT NULL,
  last_status int,
  last_error  text,
  PRIMARY KEY (endpoint_id, run, message_id)
);
CREATE INDEX ON webhook.queue (endpoint_id, kind, position) WHERE state = 'pending';
CREATE INDEX ON webhook.queue (endpoint_id, due_at) WHERE state = 'pending';
CREATE INDEX ON webhook.queue (endpoint_id, position) WHERE state = 'exhausted';
CREATE INDEX ON webhook.queue (message_id);

-- Subjects of ordered endpoints that a message holds back until it is delivered or discarded.
CREATE TABLE webhook.hold (
  endpoint_id uuid NOT NULL,
  run         int NOT NULL,
  subject     text COLLATE "C" NOT NULL,
  message_id  uuid NOT NULL,
  PRIMARY KEY (endpoint_id, run, subject)
);

-- Every attempt, only ever added to.
CREATE TABLE webhook.attempt (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  endpoint_id uuid NOT NULL,
  run         int NOT NULL,
  kind        text COLLATE "C" NOT NULL,
  message_id  uuid NOT NULL,
  subject     text COLLATE "C" NOT NULL,
  type        text COLLATE "C" NOT NULL,
  position    bigint NOT NULL,
  attempt     int NOT NULL,
  at          timestamptz(3) NOT NULL,
  duration_ms int NOT NULL,
  status      int,
  error       text,
  response    text
);
CREATE INDEX ON webhook.attempt (endpoint_id, id);
CREATE INDEX ON webhook.attempt (subject, id);
CREATE INDEX ON webhook.attempt (message_id, id);

-- How an endpoint has been answering.
CREATE TABLE webhook.endpoint_health (
  endpoint_id   uuid PRIMARY KEY,
  failing_since timestamptz(3),
  not_before    timestamptz(3)
);

-- Secrets and values of headers, sealed.
CREATE TABLE webhook.secret (
  id          uuid PRIMARY KEY,
  endpoint_id uuid NOT NULL,
  sealed      text NOT NULL,
  created_at  timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX ON webhook.secret (endpoint_id);
`,
  },
  {
    name: 'webhook-failed-attempts',
    sql: `
-- Those that failed are few among many: whoever looks for them must not read all.
CREATE INDEX ON webhook.attempt (id) WHERE (status BETWEEN 200 AND 299 AND error IS NULL) IS NOT TRUE;
CREATE INDEX ON webhook.attempt (endpoint_id, id) WHERE (status BETWEEN 200 AND 299 AND error IS NULL) IS NOT TRUE;
`,
  },
  {
    name: 'webhook-hold-message',
    sql: `
-- Whatever gets through lifts what it held back: nearly always nothing, which must not take a look at all holds.
CREATE INDEX ON webhook.hold (message_id);
`,
  },
  {
    name: 'webhook-attempts-by-position',
    sql: `
-- What an attempt was about is found through its message. Each attempt pays for every index on this table, and most for
-- those in the order of something random: by position, the next is written beside the last.
CREATE INDEX ON webhook.attempt (position);
DROP INDEX webhook.attempt_subject_id_idx, webhook.attempt_message_id_id_idx;
`,
  },
  {
    name: 'webhook-attempts-without-subject',
    sql: `
-- What the message says of itself stands there once, not in every attempt to bring it to every endpoint.
ALTER TABLE webhook.attempt DROP COLUMN subject, DROP COLUMN type;
`,
  },
];

/** Announces that there is something new to queue, to send or to know about endpoints. */
export const WEBHOOK_CHANNEL = 'milepost_webhook';
