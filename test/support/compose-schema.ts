/**
 * The part of the Compose Specification that our files use, written down by ourselves: what is not in it is a mistake.
 * The specification's own schema is larger and not part of this project; `COMPOSE_SCHEMA` names a copy to check by.
 */
const text = { type: 'string', minLength: 1 } as const;
const texts = { type: 'array', items: text, minItems: 1, uniqueItems: true } as const;
const words = { type: 'array', items: { type: 'string' }, minItems: 1 } as const;
const duration = { type: 'string', pattern: '^([0-9]+m)?([0-9]+s)?$', minLength: 2 } as const;
const closed = (properties: object, required: readonly string[] = []) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const named = (value: object) => ({
  type: 'object',
  propertyNames: { pattern: '^[a-z0-9][a-z0-9_-]*$' },
  additionalProperties: value,
});

const service = closed(
  {
    image: text,
    pull_policy: { enum: ['always', 'never', 'missing'] },
    user: text,
    command: words,
    entrypoint: words,
    environment: { type: 'object', propertyNames: { pattern: '^[A-Z_]+$' }, additionalProperties: { type: 'string' } },
    init: { type: 'boolean' },
    restart: { enum: ['no', 'always', 'on-failure', 'unless-stopped'] },
    read_only: { type: 'boolean' },
    cap_drop: texts,
    cap_add: texts,
    security_opt: texts,
    logging: closed({ driver: text, options: { type: 'object', additionalProperties: text } }),
    network_mode: { type: 'string', pattern: '^(none|service:[a-z0-9-]+)$' },
    networks: texts,
    ports: texts,
    volumes: { ...texts, items: { type: 'string', pattern: '^[^:]+:/[^:]+(:ro)?$' } },
    tmpfs: texts,
    shm_size: text,
    secrets: texts,
    depends_on: named(
      closed(
        {
          condition: { enum: ['service_started', 'service_healthy', 'service_completed_successfully'] },
          required: { type: 'boolean' },
        },
        ['condition'],
      ),
    ),
    healthcheck: closed(
      { test: words, interval: duration, timeout: duration, retries: { type: 'integer' }, start_period: duration },
      ['test', 'interval', 'timeout', 'retries'],
    ),
    stop_grace_period: duration,
    deploy: closed({ resources: closed({ limits: closed({ cpus: text, memory: text, pids: { type: 'integer' } }) }) }),
  },
  ['image'],
);

export const COMPOSE_SCHEMA = {
  ...closed(
    {
      name: text,
      services: named(service),
      secrets: named(closed({ file: text }, ['file'])),
      volumes: named(closed({})),
      networks: named(closed({ internal: { type: 'boolean' } })),
    },
    ['name', 'services', 'secrets', 'volumes', 'networks'],
  ),
  patternProperties: { '^x-': {} },
};
