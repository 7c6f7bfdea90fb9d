import { createHash } from 'node:crypto';
import {
  CN_INVESTMENT,
  courseOf,
  dayIn,
  dayNumber,
  daysBetween,
  districtCovers,
  FIVE_MILESTONES,
  foldBoard,
  HANDOVER_CHAIN,
  historyAt,
  isDivisionCode,
  isYuan,
  milestoneOf,
  parseConstructionPermit,
  parseCreditCode,
  parseIndustryCode,
  parseProjectCode,
  PLACES,
  timelineOn,
  type RecordedProjectEvent,
  type RecordedRuleEvent,
  type TimelineEntry,
} from '@milepost/lifecycle';
import { bootstrapRules } from './bootstrap-rules';
import { SAMPLE_COUNTY, SAMPLE_DISTRICTS } from './county';
import { generateSample } from './generate';
import type { HistoricEvent } from './historic-event';
import { KIND_TRAITS } from './kinds';

const { events } = generateSample();
const rules = events.slice(0, 4).map((event) => ({ ...event, position: '0' })) as RecordedRuleEvent[];
const projectEvents = events.slice(4).map((event) => ({ ...event, position: '0' })) as RecordedProjectEvent[];
const projects = new Map<string, RecordedProjectEvent[]>();
for (const event of projectEvents) {
  const known = projects.get(event.stream);
  if (known === undefined) projects.set(event.stream, [event]);
  else known.push(event);
}
const LAST_DAY = '2026-06-30';

const digest = (list: readonly HistoricEvent[]): string =>
  createHash('sha256').update(JSON.stringify(list)).digest('hex');
const ofType = <T extends RecordedProjectEvent['type']>(type: T) =>
  projectEvents.filter((event): event is Extract<RecordedProjectEvent, { type: T }> => event.type === type);

describe('the sample', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(digest(generateSample().events)).toBe(digest(events));
    expect(digest(generateSample({ seed: 1, projects: 20 }).events)).not.toBe(
      digest(generateSample({ seed: 2, projects: 20 }).events),
    );
  });

  it('begins with the rules that an empty store is given', () => {
    expect(events.slice(0, 4)).toEqual(bootstrapRules(events[0]!.recordedAt));
    expect(rules.map(({ stream }) => stream)).toEqual([
      'catalogue-cn-investment',
      'ruleset-five-milestones',
      'ruleset-handover-chain',
      'integrity-rules-cn-integrity',
    ]);
    expect(rules.every(({ data }) => data.inForceFrom === '2000-01-01')).toBe(true);
    expect(bootstrapRules('2020-01-01T00:00:00.000Z').map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
  });

  it('is recorded in order, in working hours, from the first day to the last', () => {
    const instants = events.map(({ recordedAt }) => recordedAt);
    expect(instants).toEqual([...instants].sort());
    expect(dayIn('Asia/Shanghai', instants[0]!) >= '2023-07-01').toBe(true);
    expect(dayIn('Asia/Shanghai', instants.at(-1)!) <= LAST_DAY).toBe(true);
    for (const recordedAt of instants.slice(4)) {
      expect(recordedAt).toMatch(/T0\d:[0-5]\d:[0-5]\d\.\d{3}Z$/);
      expect([0, 6]).not.toContain(new Date(recordedAt).getUTCDay());
    }
  });

  it('says nothing about days after its last', () => {
    for (const { data } of projectEvents) {
      const day = 'occurredOn' in data ? data.occurredOn : 'since' in data ? data.since : LAST_DAY;
      expect(day <= LAST_DAY).toBe(true);
    }
  });

  it('numbers each stream from 0 without a gap and repeats no id', () => {
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    expect(
      events.every(({ id }) => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
    ).toBe(true);
    for (const list of projects.values()) expect(list.map(({ revision }) => revision)).toEqual([...list.keys()]);
  });

  it('folds', () => {
    for (const list of projects.values()) {
      const history = historyAt(list, null)!;
      expect(() => timelineOn(courseOf(history, CN_INVESTMENT), 'new-build', dayNumber(LAST_DAY))).not.toThrow();
      expect(history.revision).toBe(list.length - 1);
    }
  });

  it('names posts and bureaus, with the source of every entry', () => {
    for (const { metadata } of projectEvents) {
      expect(metadata).toEqual({
        actor: expect.stringMatching(/^clerk-[a-z0-9]+-0\d$/) as string,
        bureau: expect.stringMatching(/^[a-z]+[a-z0-9-]*$/) as string,
        source: 'sample',
      });
    }
  });

  it('holds entries made together in one append', () => {
    const appends = new Set(projectEvents.map(({ stream, recordedAt }) => stream + recordedAt));
    expect(appends.size).toBeLessThan(projectEvents.length * 0.85);
  });
});

describe('the sample’s projects', () => {
  it('are 300, of every kind by its share', () => {
    expect(projects.size).toBe(300);
    for (const { code, share } of KIND_TRAITS) {
      const count = ofType('project.registered.v1').filter(({ data }) => data.kind === code).length;
      expect(Math.abs(count - share * 300)).toBeLessThan(7);
      expect(count).toBeGreaterThan(5);
    }
    expect(new Set(KIND_TRAITS.map(({ code }) => code))).toEqual(new Set(CN_INVESTMENT.kinds.map(({ code }) => code)));
  });

  it('lie in every town and park of a county that does not exist', () => {
    expect(SAMPLE_DISTRICTS).toHaveLength(12);
    for (const { code } of SAMPLE_DISTRICTS) {
      expect(isDivisionCode(code) && districtCovers(SAMPLE_COUNTY.code, code)).toBe(true);
      expect(ofType('project.registered.v1').filter(({ data }) => data.district === code).length).toBeGreaterThan(3);
    }
  });

  it('have well-formed codes, amounts and document numbers', () => {
    for (const { data } of ofType('project.registered.v1')) {
      expect(isYuan(data.totalInvestment)).toBe(true);
      expect(parseIndustryCode(data.industry!)).toMatchObject({ ok: true, suspicion: 'none' });
      if (data.investorCode !== null) expect(parseCreditCode(data.investorCode)).toMatchObject({ ok: true });
    }
    const codes = ofType('project.code-assigned.v1').map(({ data }) => data.code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.length).toBeGreaterThan(250);
    for (const code of codes) expect(parseProjectCode(code)).toMatchObject({ form: 'current', checkDigit: 'valid' });
    for (const { data } of ofType('milestone.reached.v1')) {
      if (data.milestone === 'construction-permit') {
        expect(parseConstructionPermit(data.document!.number!)).toMatchObject({ ok: true });
      }
    }
  });

  const entries: TimelineEntry[] = [...projects.values()].flatMap((list) => {
    const history = historyAt(list, null)!;
    return timelineOn(courseOf(history, CN_INVESTMENT), history.registration.kind, dayNumber(LAST_DAY));
  });
  const lag = ({ data, recordedAt }: (typeof reached)[number]) =>
    daysBetween(data.occurredOn, dayIn('Asia/Shanghai', recordedAt));
  const reached = ofType('milestone.reached.v1');
  const begun = new Map(ofType('project.registered.v1').map(({ stream, data }) => [stream, data.external !== null]));
  const quarter = (day: string) => `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
  const targets = ofType('schedule.committed.v1').flatMap(({ stream, data }) =>
    Object.keys(data.targets).map((milestone) => `${stream} ${milestone}`),
  );

  it.each<[string, number, number]>([
    ['suspensions', ofType('project.suspended.v1').length, 20],
    ['resumptions', ofType('project.resumed.v1').length, 8],
    ['terminations', ofType('project.terminated.v1').length, 12],
    ['reinstatements', ofType('project.reinstated.v1').length, 3],
    ['transfers', ofType('project.transferred.v1').length, 6],
    ['corrected dates', ofType('milestone.corrected.v1').length, 25],
    ['withdrawn milestones', ofType('milestone.withdrawn.v1').length, 10],
    ['corrected pauses', ofType('status.corrected.v1').length, 3],
    ['withdrawn pauses', ofType('status.withdrawn.v1').length, 2],
    ['milestones not applicable', ofType('milestone.not-applicable.v1').length, 30],
    ['changes of responsibility', ofType('responsibility.assigned.v1').length - 900, 40],
    ['re-baselined dates', targets.length - new Set(targets).size, 25],
    [
      'amendments of the total from some date',
      ofType('project.amended.v1').filter(({ data }) => 'totalInvestment' in data.changes && data.effectiveOn).length,
      15,
    ],
    [
      'totals put right from the start',
      ofType('project.amended.v1').filter(({ data }) => data.effectiveOn === null).length,
      3,
    ],
    ['entries late by weeks', reached.filter((each) => lag(each) > 30 && !begun.get(each.stream)).length, 60],
    [
      'entries put off into the next quarter',
      reached.filter(
        (each) => lag(each) < 50 && quarter(each.data.occurredOn) !== quarter(dayIn('Asia/Shanghai', each.recordedAt)),
      ).length,
      20,
    ],
    ['skipped milestones', entries.filter(({ status }) => status === 'skipped').length, 20],
    [
      'starts before the EIA or the permit',
      entries.filter(
        ({ milestone, flags }) => milestone.code === 'groundbreaking' && flags.includes('before-prerequisite'),
      ).length,
      8,
    ],
    ['lapsed land pre-approvals', entries.filter(({ status }) => status === 'expired').length, 2],
    ['repeated approvals', entries.filter(({ flags }) => flags.includes('repeated')).length, 3],
    ['commitments passed', entries.filter(({ flags }) => flags.includes('commitment-passed')).length, 15],
    ['milestones with a document', reached.filter(({ data }) => data.document !== undefined).length, 1000],
  ])('show %s: %i, at least %i', (_feature, found, least) => expect(found).toBeGreaterThanOrEqual(least));

  it('all have a lead official, a bureau and a contact', () => {
    for (const list of projects.values()) {
      const roles = list.flatMap((event) => (event.type === 'responsibility.assigned.v1' ? [event.data.role] : []));
      expect(new Set(roles)).toEqual(new Set(['lead-official', 'bureau', 'contact']));
    }
  });

  it('put cases in every place of every bottleneck, and lights of every colour', () => {
    const asOf = { on: LAST_DAY, knownAt: null };
    const board = foldBoard(projects.values(), rules, FIVE_MILESTONES.code, asOf);
    expect([...board.keys()]).toEqual(FIVE_MILESTONES.bottlenecks.map(({ code }) => code));
    for (const [bottleneck, figures] of board) {
      for (const place of [...PLACES, 'green', 'yellow', 'red'] as const) {
        expect([bottleneck, place, figures[place]]).not.toEqual([bottleneck, place, 0]);
      }
      expect(figures.dwell.kaplanMeierMedian).not.toBeNull();
    }
    const chain = foldBoard(projects.values(), rules, HANDOVER_CHAIN.code, asOf);
    expect([...chain.values()].every(({ open }) => open > 5)).toBe(true);
  });

  it('wait only for milestones that their kind has', () => {
    for (const { data, stream } of ofType('milestone.not-applicable.v1')) {
      const { kind } = historyAt(projects.get(stream)!, null)!.registration;
      expect(milestoneOf(CN_INVESTMENT, data.milestone)?.notApplicableTo ?? []).not.toContain(kind);
    }
  });
});

describe('other samples', () => {
  it.each([1, 7, 42])('keep to their numbers and days, seed %i', (seed) => {
    const made = generateSample({ seed, projects: 60, from: '2024-01-01', to: '2025-03-31' }).events;
    expect(new Set(made.map(({ stream }) => stream)).size).toBe(64);
    expect(made[0]!.recordedAt >= '2023-12-31T16').toBe(true);
    expect(made.at(-1)!.recordedAt < '2025-03-31T16').toBe(true);
  });
});
