import { EVENT_STORE, type EventStore } from '../../libs/event-store/src';
import type { RecordedEvent } from '../../libs/lifecycle/src';
import type { Api } from './api';

export interface Told {
  readonly code: string;
  readonly field: string | null;
}

export interface Payload {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests name what they expect
  readonly project: any;
  readonly position: string | null;
  readonly userErrors: readonly Told[];
  readonly warnings: readonly Told[];
}

/** What a test looks at of a project, the same in payloads and in queries. */
export const PROJECT = `
  id name code aliases kind investor district industry landMode totalInvestment totalInvestmentText sizeTier tags bureau
  leadOfficial contact standing catalogue externalKey revision registeredAt
  timeline {
    milestone { code label } status plannedOn occurredOn recordedAt eventId validUntil note daysFromPrevious
    commitmentSlipDays flags document { number issuer issuedOn sha256 }
  }`;

/** Sends a command on a project: `input` as its input type has it. */
export async function send(api: Api, mutation: string, input: object): Promise<Payload> {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const { data, errors } = await api.ask(
    `mutation ($input: ${type}!) { ${mutation}(input: $input) {
      position userErrors { code field } warnings { code field } project { ${PROJECT} }
    } }`,
    { input },
  );
  if (errors !== undefined) throw new Error(`${mutation}: ${JSON.stringify(errors)}`);
  return data[mutation] as Payload;
}

/** A command that must be accepted. */
export async function done(
  api: Api,
  mutation: string,
  input: object,
): Promise<Payload & { readonly position: string }> {
  const payload = await send(api, mutation, input);
  const { position } = payload;
  if (payload.userErrors.length > 0 || position === null) throw new Error(`${mutation}: ${JSON.stringify(payload)}`);
  return { ...payload, position };
}

export const ORDINARY = { name: '年产三千吨碳纤维项目', kind: 'new-build', district: '361002', landMode: 'granted' };

/** Registers an ordinary project and answers its id. */
export async function registered(api: Api, input: object = {}): Promise<string> {
  const { project } = await done(api, 'registerProject', { ...ORDINARY, ...input });
  return project.id as string;
}

/** The events of a project's stream, as the store holds them. */
export function streamOf(api: Api, projectId: string): Promise<RecordedEvent[]> {
  return api.app.get<EventStore>(EVENT_STORE, { strict: false }).readStream(`project-${projectId}`);
}

export function headOf(api: Api): Promise<string> {
  return api.app.get<EventStore>(EVENT_STORE, { strict: false }).head();
}

/** The project as the query shows it once the view has taken in the position. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests name what they expect
export async function shownAt(api: Api, id: string, atLeast: string): Promise<any> {
  const query = `query ($id: ID!, $atLeast: Position) { project(id: $id, atLeast: $atLeast) { ${PROJECT} } }`;
  const { data, errors } = await api.ask(query, { id, atLeast });
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data.project;
}
