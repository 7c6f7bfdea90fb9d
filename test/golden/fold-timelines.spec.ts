import {
  catalogueOn,
  courseOf,
  dayNumber,
  historyAt,
  rulebookAt,
  summaryOn,
  timelineOn,
  type AsOf,
  type TimelineEntry,
} from '../../libs/lifecycle/src';
import type { Api } from '../support/api';
import { randomAsOf, sampleEvents, startSampleApi } from '../support/sample';
import { Seeded } from '../support/seeded';

const PROJECT = `query ($id: ID!, $asOf: AsOfInput) {
  project(id: $id, asOf: $asOf) {
    id name code aliases kind investor district industry landMode totalInvestment sizeTier tags bureau leadOfficial
    contact standing registeredAt catalogue externalKey revision
    leadOfficialPerson { post id } contactPerson { post id }
    timeline {
      milestone { code label }
      status plannedOn occurredOn recordedAt eventId validUntil note daysFromPrevious commitmentSlipDays flags
      document { number issuer issuedOn sha256 }
    }
  }
}`;

const named = (code: string) => code.toUpperCase().replaceAll('-', '_');

function shown({ milestone, status, flags, document, ...entry }: TimelineEntry) {
  const { number = null, issuer = null, issuedOn = null, sha256 = null } = document ?? {};
  return {
    ...entry,
    milestone: { code: milestone.code, label: milestone.label.zh },
    status: named(status),
    flags: flags.map(named),
    document: document === null ? null : { number, issuer, issuedOn, sha256 },
  };
}

describe('timelines from the database and timelines folded from the very events', () => {
  const sample = sampleEvents();
  let api: Api;
  beforeAll(async () => {
    api = await startSampleApi();
  });
  afterAll(() => api.close());

  function folded(id: string, asOf: AsOf) {
    const history = historyAt(sample.projects.get(id) ?? [], asOf.knownAt);
    const book = rulebookAt(sample.rules, asOf.knownAt);
    const summary = history && summaryOn(history, book, asOf.on);
    const catalogue = history && catalogueOn(book, history.registration.catalogue.code, asOf.on);
    if (!history || !summary || !catalogue) return null;
    const { profile, standing, ...rest } = summary;
    const { investorCode: _code, leadOfficialId, contactId, ...attributes } = profile;
    const responsible = (post: string | null, id: string | null) => (post === null ? null : { post, id });
    const timeline = timelineOn(courseOf(history, catalogue), profile.kind, dayNumber(asOf.on)).map(shown);
    return {
      ...rest,
      ...attributes,
      leadOfficialPerson: responsible(profile.leadOfficial, leadOfficialId),
      contactPerson: responsible(profile.contact, contactId),
      standing: named(standing),
      revision: history.revision,
      timeline,
    };
  }

  it('are equal for any project on any day, as known at any instant', async () => {
    const seeded = new Seeded(31);
    const ids = [...sample.projects.keys()];
    let known = 0;
    for (let round = 0; round < 250; round += 1) {
      const id = seeded.pick(ids);
      const asOf = randomAsOf(seeded, sample);
      const expected = folded(id, asOf);
      const { data, errors } = await api.ask(PROJECT, { id, asOf });
      expect({ id, asOf, errors, project: data?.project }).toEqual({ id, asOf, errors: undefined, project: expected });
      if (expected !== null) known += 1;
    }
    expect(known).toBeGreaterThan(80);
  });

  it('are equal for every project now', async () => {
    const on = new Date().toISOString().slice(0, 10);
    for (const id of sample.projects.keys()) {
      const { data } = await api.ask(PROJECT, { id, asOf: { on } });
      expect(data.project).toEqual(folded(id, { on, knownAt: null }));
    }
  });
});
