import {
  correctedEventOf,
  documentOf,
  historyAt,
  milestonesNamedBy,
  reasonOf,
  retell,
  rulebookAt,
  summaryOn,
  worldDateOf,
  type RecordedEvent,
  type RecordedProjectEvent,
  type ToldEvent,
} from '../../libs/lifecycle/src';
import type { Api } from '../support/api';
import { pages } from '../support/pages';
import { randomAsOf, sampleEvents, startSampleApi } from '../support/sample';
import { Seeded } from '../support/seeded';

const HEAD = `id type label text en: text(language: EN) recordedAt occurredOn position revision actor bureau source reason`;
const HISTORY = `query ($projectId: ID, $actor: String, $bureau: String, $milestone: String, $type: [String!],
    $recordedFrom: Instant, $recordedTo: Instant, $orderBy: HistoryOrder, $asOf: AsOfInput, $first: Int!, $after: String) {
  history(projectId: $projectId, actor: $actor, bureau: $bureau, milestone: $milestone, type: $type,
      recordedFrom: $recordedFrom, recordedTo: $recordedTo, orderBy: $orderBy, asOf: $asOf, first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    edges { node {
      ${HEAD}
      document { number issuer issuedOn sha256 }
      changes { field label from to enFrom: from(language: EN) enTo: to(language: EN) }
      corrects { ${HEAD} }
      correctedBy { ${HEAD} }
      project { id name district standing }
    } }
  }
}`;

type AsOf = ReturnType<typeof randomAsOf>;

interface Question {
  projectId?: string;
  actor?: string;
  bureau?: string;
  milestone?: string;
  type?: readonly string[];
  recordedFrom?: string;
  recordedTo?: string;
}

function headOf({ event, words }: ToldEvent) {
  const { id, type, recordedAt, position, revision, metadata } = event;
  return {
    id,
    type,
    label: words.label.zh,
    text: words.text.zh,
    en: words.text.en,
    recordedAt,
    occurredOn: worldDateOf(event),
    position,
    revision,
    actor: metadata.actor,
    bureau: metadata.bureau ?? null,
    source: metadata.source,
    reason: reasonOf(event),
  };
}

function matches(event: RecordedEvent, { projectId, actor, bureau, milestone, type, ...period }: Question): boolean {
  return (
    (projectId === undefined || event.stream === `project-${projectId}`) &&
    (actor === undefined || event.metadata.actor === actor) &&
    (bureau === undefined || event.metadata.bureau === bureau) &&
    (milestone === undefined || milestonesNamedBy(event).includes(milestone)) &&
    (type === undefined || type.includes(event.type)) &&
    (period.recordedFrom === undefined || event.recordedAt >= period.recordedFrom) &&
    (period.recordedTo === undefined || event.recordedAt < period.recordedTo)
  );
}

describe('history from the database and history told from the very events', () => {
  const sample = sampleEvents();
  const streams = new Map<string, RecordedEvent[]>();
  for (const event of sample.all) streams.set(event.stream, [...(streams.get(event.stream) ?? []), event]);
  let api: Api;
  beforeAll(async () => {
    api = await startSampleApi();
  });
  afterAll(() => api.close());

  /** Every event as known then, by position, in the form in which the query shows it. */
  function* told({ on, knownAt }: AsOf, stream: string) {
    const book = rulebookAt(sample.rules, knownAt);
    const known = (streams.get(stream) ?? []).filter(({ recordedAt }) => knownAt === null || recordedAt <= knownAt);
    const all = [...retell(known, book)];
    const project = stream.startsWith('project-') ? historyAt(known as RecordedProjectEvent[], null) : undefined;
    const summary = project && summaryOn(project, book, on);
    for (const one of all) {
      const target = correctedEventOf(one.event);
      const { number = null, issuer = null, issuedOn = null, sha256 = null } = documentOf(one.event) ?? {};
      yield {
        ...headOf(one),
        document: documentOf(one.event) && { number, issuer, issuedOn, sha256 },
        changes: one.words.changes.map(({ field, label, from, to }) => ({
          field,
          label: label.zh,
          from: from?.zh ?? null,
          to: to?.zh ?? null,
          enFrom: from?.en ?? null,
          enTo: to?.en ?? null,
        })),
        corrects: target === null ? null : headOf(all.find(({ event }) => event.id === target) as ToldEvent),
        correctedBy: all.filter(({ event }) => correctedEventOf(event) === one.event.id).map(headOf),
        project: summary
          ? {
              id: summary.id,
              name: summary.profile.name,
              district: summary.profile.district,
              standing: summary.standing.toUpperCase(),
            }
          : null,
      };
    }
  }

  function expected(question: Question, asOf: AsOf) {
    const found = sample.all.filter(
      (event) => (asOf.knownAt === null || event.recordedAt <= asOf.knownAt) && matches(event, question),
    );
    const byPosition = new Map(
      [...new Set(found.map(({ stream }) => stream))].flatMap((stream) =>
        [...told(asOf, stream)].map((one) => [one.position, one] as const),
      ),
    );
    return found.map(({ position }) => byPosition.get(position));
  }

  const values = <Value>(of: (event: RecordedEvent) => readonly (Value | undefined)[]): Value[] => [
    ...new Set(sample.all.flatMap(of).filter((value) => value !== undefined)),
  ];
  const actors = values(({ metadata }) => [metadata.actor]);
  const bureaus = values(({ metadata }) => [metadata.bureau]);
  const milestones = values(milestonesNamedBy);
  const types = values(({ type }) => [type]);

  it('are equal in every field, by whatever is asked, as known at any instant', async () => {
    const seeded = new Seeded(1913);
    const ids = [...sample.projects.keys()];
    let compared = 0;
    for (let round = 0; round < 60; round += 1) {
      const asOf = randomAsOf(seeded, sample);
      const period = [seeded.pick(sample.all).recordedAt, seeded.pick(sample.all).recordedAt].sort();
      const all: Question = {
        projectId: seeded.pick(ids),
        actor: seeded.pick(actors),
        bureau: seeded.pick(bureaus),
        milestone: seeded.pick(milestones),
        type: seeded.some(types),
        recordedFrom: period[0]!,
        recordedTo: period[1]!,
      };
      const names = seeded.some(Object.keys(all) as (keyof Question)[], 3).concat(round % 3 === 0 ? 'projectId' : []);
      const question = Object.fromEntries(names.map((name) => [name, all[name]])) as Question;
      if (question.type?.length === 0) continue;
      const orderBy = seeded.pick(['RECORDED_DESC', 'RECORDED_ASC']);
      const rows = expected(question, asOf);
      if (orderBy === 'RECORDED_DESC') rows.reverse();
      // Of a long list the beginning will do.
      if (rows.length > 500) continue;
      const first = seeded.pick([7, 60]);
      const answer = await pages(api, HISTORY, { ...question, asOf, orderBy, first });
      expect({ question, asOf, rows: answer.nodes }).toEqual({ question, asOf, rows });
      expect(answer.totalCount).toBe(rows.length);
      expect(answer.pages).toBe(Math.max(1, Math.ceil(rows.length / first)));
      compared += rows.length;
    }
    expect(compared).toBeGreaterThan(1_000);
  });

  it.each([
    ['actor', actors],
    ['bureau', bureaus],
    ['milestone', milestones],
    ['type', types],
  ] as const)('count the same for every %s', async (name, list) => {
    for (const value of list) {
      const question = { [name]: name === 'type' ? [value] : value } as Question;
      const { data } = await api.ask(HISTORY, { ...question, first: 1 });
      const count = sample.all.filter((event) => matches(event, question)).length;
      expect({ value, count: data.history.totalCount }).toEqual({ value, count });
    }
  });

  it('tell adoptions, which are of no project', async () => {
    const { data } = await api.ask(HISTORY, { type: ['ruleset.adopted.v1'], first: 10 });
    const texts = data.history.edges.map(({ node }: { node: { text: string } }) => node.text);
    expect(texts).toHaveLength(sample.rules.filter(({ type }) => type === 'ruleset.adopted.v1').length);
    expect(data.history.edges[0].node.project).toBeNull();
    expect(texts.join()).toContain('采用规则集:');
  });
});
