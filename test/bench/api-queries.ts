import { dayNumber, dayOf } from '@milepost/lifecycle';

/** A query of the API with a request for each number; `fresh`: no two ask for the same. */
export interface ApiQuery {
  readonly name: string;
  readonly connections: number;
  readonly body: (number: number) => string;
}

const FIGURES = `green yellow red open skipped ended suspended investmentHeldUp longestDays
  dwell { count p50 p90 negative kaplanMeierMedian }`;
const BOARD = `query ($asOf: AsOfInput, $filter: ProjectFilterInput) {
  bottlenecks(asOf: $asOf, filter: $filter) { position total buckets { bottleneck { code } ${FIGURES} } } }`;
const BY_DISTRICT = `query ($asOf: AsOfInput) {
  bottlenecks(asOf: $asOf) { groups(by: DISTRICT, first: 50) { key total buckets { bottleneck { code } ${FIGURES} } } } }`;
const LEDGER = `query ($asOf: AsOfInput) { bottleneckCases(bottleneck: "groundbreaking-pending", asOf: $asOf, first: 50) {
  edges { cursor node { project { id name district totalInvestment } state light since days } } pageInfo { hasNextPage endCursor } } }`;
const PROJECTS = `query ($asOf: AsOfInput) { projects(asOf: $asOf, first: 50) {
  edges { cursor node { id name code district kind totalInvestment standing } } pageInfo { hasNextPage endCursor } } }`;
const TIMELINE = `query ($id: ID!) { project(id: $id) { id name code district totalInvestment standing timeline {
  milestone { code } status plannedOn occurredOn recordedAt eventId validUntil note daysFromPrevious commitmentSlipDays flags } } }`;

const FIRST_PAST_DAY = dayNumber('2024-06-30');
const PAST_DAYS = 700;

const request = (query: string, variables: object): string => JSON.stringify({ query, variables });
/** A day that no request has asked for lately. */
const pastDay = (number: number): string => dayOf(FIRST_PAST_DAY - (number % PAST_DAYS));

/** Days ahead stand for "now": the same work as for today, and none of them is remembered from the request before. */
const aheadOf = (today: string) => (number: number) => dayOf(dayNumber(today) + (number % 5_000));

export function boardQueries(today: string, district: string): ApiQuery[] {
  const now = aheadOf(today);
  // Each round of each query asks of days of its own.
  let asked = 0;
  const fresh = (make: (number: number) => object, query: string) => () => request(query, make(asked++));
  return [
    { name: 'board now, remembered', connections: 10, body: () => request(BOARD, { asOf: { on: today } }) },
    { name: 'board now', connections: 1, body: fresh((n) => ({ asOf: { on: now(n) } }), BOARD) },
    { name: 'board of a past day', connections: 1, body: fresh((n) => ({ asOf: { on: pastDay(n) } }), BOARD) },
    {
      name: 'board of a past day as known then',
      connections: 1,
      body: fresh((n) => ({ asOf: { on: pastDay(n), knownAt: `${pastDay(n)}T16:00:00.000Z` } }), BOARD),
    },
    { name: 'board by district', connections: 1, body: fresh((n) => ({ asOf: { on: now(n) } }), BY_DISTRICT) },
    {
      name: 'board of one district',
      connections: 1,
      body: fresh((n) => ({ asOf: { on: now(n) }, filter: { district: [district] } }), BOARD),
    },
    { name: 'ledger, 50 rows', connections: 1, body: fresh((n) => ({ asOf: { on: now(n) } }), LEDGER) },
    { name: 'projects, 50 rows', connections: 1, body: fresh((n) => ({ asOf: { on: now(n) } }), PROJECTS) },
  ];
}

export function timelineQueries(ids: readonly string[]): ApiQuery[] {
  const body = (number: number) => request(TIMELINE, { id: ids[number % ids.length] });
  return [{ name: 'project with its timeline', connections: 20, body }];
}
