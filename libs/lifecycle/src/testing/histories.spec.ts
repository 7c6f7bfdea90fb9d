import fc from 'fast-check';
import { dayOf, dayNumber } from '../calendar';
import {
  courseOf,
  evolve,
  historyAt,
  isMilestone,
  profileOn,
  profileSpans,
  projectSpans,
  standingOn,
} from '../project';
import { catalogueOn } from '../rules';
import { timelineOn, type TimelineEntry } from '../timeline';
import { recorded } from './given.spec-support';
import { DRAW, grow, type Draw } from './random-history.spec-support';
import { RULES, SECOND_CATALOGUE } from './rules.spec-support';

const draw: fc.Arbitrary<Draw> = fc.tuple(...DRAW.map((max) => fc.nat(max))) as fc.Arbitrary<never>;
const histories = fc.array(draw, { minLength: 3, maxLength: 40, size: 'max' }).map(grow);
const days = fc.integer({ min: dayNumber('2018-01-01'), max: dayNumber('2030-01-01') });

const timelineAt = (history: Parameters<typeof courseOf>[0], on: number) =>
  timelineOn(courseOf(history, SECOND_CATALOGUE), history.registration.kind, on);
const withoutTrace = (entries: readonly TimelineEntry[]) =>
  entries.map((entry) => ({ ...entry, flags: entry.flags.filter((flag) => flag !== 'corrected') }));

describe('a random history', () => {
  it('is long and varied enough to prove anything', () => {
    const kinds = new Set<string>();
    let events = 0;
    for (const given of fc.sample(histories, { numRuns: 300, seed: 1 })) {
      events += given.events.length;
      for (const { type } of given.events) kinds.add(type);
    }
    expect(kinds.size).toBe(20);
    expect(events / 300).toBeGreaterThan(8);
  });

  it('folds to the same again, at once or one by one', () => {
    fc.assert(
      fc.property(histories, ({ events, known }) => {
        const copy = JSON.parse(JSON.stringify(events)) as typeof events;
        expect(historyAt(copy, null)).toEqual(known);
        expect(JSON.stringify(historyAt(events, null))).toBe(JSON.stringify(known));
      }),
    );
  });

  it('with nothing known later is the same now and at its last instant', () => {
    fc.assert(
      fc.property(histories, ({ events, known }) => {
        expect(historyAt(events, events.at(-1)!.recordedAt)).toEqual(known);
        expect(historyAt(events, '9999-12-31T23:59:59.999Z')).toEqual(known);
      }),
    );
  });

  it('known at an instant does not depend on what was recorded after', () => {
    fc.assert(
      fc.property(histories, fc.nat(30), ({ events }, index) => {
        const until = events[index % events.length]!;
        const earlier = events.filter(({ recordedAt }) => recordedAt <= until.recordedAt);
        expect(historyAt(events, until.recordedAt)).toEqual(historyAt(earlier, null));
      }),
    );
  });

  it('shows the timeline that it had before a correction and its reverse, the flag aside', () => {
    fc.assert(
      fc.property(histories, fc.nat(), days, days, ({ events, known }, which, wrong, on) => {
        const facts = known.facts.filter(isMilestone);
        fc.pre(facts.length > 0);
        const { id: target, milestone, on: right } = facts[which % facts.length]!;
        const next = events.length;
        const correct = (occurredOn: string) => ({
          type: 'milestone.corrected.v1' as const,
          data: { target, milestone, occurredOn, reason: '更正' },
        });
        const today = dayOf(dayNumber('2031-01-01'));
        const there = evolve(known, recorded(correct(dayOf(wrong)), next, today));
        const back = evolve(there, recorded(correct(right), next + 1, today));
        expect(withoutTrace(timelineAt(back, on))).toEqual(withoutTrace(timelineAt(known, on)));
        const fact = back.facts.find(({ id }) => id === target);
        expect(fact?.earlier?.slice(-2).map((each) => each.on)).toEqual([right, dayOf(wrong)]);
      }),
    );
  });

  it('has on every day the attributes and the standing of the span that holds it', () => {
    fc.assert(
      fc.property(histories, days, ({ known }, on) => {
        const holding = projectSpans(known, RULES).filter(({ from, to }) => from <= on && on < to);
        expect(holding).toHaveLength(1);
        const catalogue = catalogueOn(RULES, 'cn-investment', dayOf(on))!;
        const profiles = profileSpans(known, () => catalogue);
        expect(holding[0]).toMatchObject({
          profile: profileOn(profiles, on),
          standing: standingOn(courseOf(known, SECOND_CATALOGUE), on),
        });
      }),
    );
  });
});
