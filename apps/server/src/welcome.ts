import type { Settings } from './settings';

/** A query worth trying on the sample: its last day, and what holds its projects up. */
export const FIRST_QUERY = `{
  bottlenecks(asOf: { on: "2026-06-30" }) {
    total
    buckets {
      bottleneck { label }
      open green yellow red skipped ended suspended
      investmentHeldUpText longestDays
    }
  }
}`;

/** What a person at the terminal is told once the server listens. */
export function welcome(url: string, { demo, data, databaseUrl, eventStore }: Settings): string {
  const explorer = `${url}/graphiql?query=${encodeURIComponent(FIRST_QUERY)}`;
  return [
    '',
    `Milepost is ready: ${url}/graphiql`,
    `Data: ${databaseUrl === undefined ? data : 'the database at DATABASE_URL'}`,
    ...(eventStore === undefined ? [] : ['Events: EventStoreDB at EVENTSTORE_URL']),
    'It does not yet know who is calling, so it listens on this machine only.',
    ...(demo ? ['', 'A query worth trying:', FIRST_QUERY, '', `Open it: ${explorer}`] : []),
    'Ctrl-C ends it.',
    '',
  ].join('\n');
}
