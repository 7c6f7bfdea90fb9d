import fc from 'fast-check';
import {
  caseSpans,
  casesOn,
  foldBoard,
  lightOn,
  PLACES,
  waitingCount,
  type BottleneckCase,
  type ProjectCase,
} from '../bottleneck';
import { dayNumber, dayOf } from '../calendar';
import type { Fact, History } from '../project';
import { DRAW, grow, type Draw } from './random-history.spec-support';
import { RULE_EVENTS, RULES, RULESETS } from './rules.spec-support';

const draw: fc.Arbitrary<Draw> = fc.tuple(...DRAW.map((max) => fc.nat(max))) as fc.Arbitrary<never>;
const histories = fc.array(draw, { minLength: 3, maxLength: 40, size: 'max' }).map(grow);
const day = fc.integer({ min: dayNumber('2019-01-01'), max: dayNumber('2030-01-01') });
const ruleset = fc.constantFrom(...RULESETS);

/** A case without the ids of the events behind it. */
const shape = ({ startedBy: _startedBy, turnedBy: _turnedBy, ...rest }: BottleneckCase) => rest;
const shapes = (cases: readonly ProjectCase[]) =>
  cases.map(({ bottleneck, case: found }) => [bottleneck, shape(found)]);

describe('the cases of a random history', () => {
  it('fall into every place, and get through', () => {
    const states = new Set<string>();
    for (const [{ known }, on] of fc.sample(fc.tuple(histories, day), { numRuns: 400, seed: 2 })) {
      for (const each of RULESETS)
        for (const found of casesOn(known, RULES, each, dayOf(on))) states.add(found.case.state);
    }
    expect(states).toEqual(new Set([...PLACES, 'passed']));
  });

  it('are on every day those of the span that holds it', () => {
    fc.assert(
      fc.property(histories, fc.array(day, { minLength: 5, maxLength: 5 }), fc.nat(), ({ known }, some, near) => {
        const spans = caseSpans(known, RULES);
        // Days at random seldom meet a turn: look at the turns themselves, and the days before them, too.
        const turns = spans.flatMap(({ from }) => [from - 1, from]);
        const days = turns.length === 0 ? some : [...some, turns[near % turns.length]!];
        for (const on of days) {
          for (const each of RULESETS) {
            const holding = spans.filter(({ from, to, ruleset: of }) => of === each && from <= on && on < to);
            const found = casesOn(known, RULES, each, dayOf(on));
            const byCode = (a: readonly [string, unknown], b: readonly [string, unknown]) => (a[0] < b[0] ? -1 : 1);
            expect(holding.map((span) => [span.bottleneck, span.case] as const).sort(byCode)).toEqual(
              found.map((one) => [one.bottleneck, one.case] as const).sort(byCode),
            );
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('name the version of the ruleset in force', () => {
    fc.assert(
      fc.property(histories, ({ known }) => {
        for (const { ruleset: code, rulesetVersion, from } of caseSpans(known, RULES)) {
          const versions = RULES.rulesets[code]!;
          const inForce = versions.findLast(({ inForceFrom }) => inForceFrom <= dayOf(from));
          expect(inForce?.value.version).toBe(rulesetVersion);
        }
      }),
    );
  });

  it('do not depend on the order in which the events were recorded', () => {
    const ordered = (fact: Fact) =>
      ['profile', 'transferred', 'responsibility', 'code', 'commitment'].includes(fact.kind);
    fc.assert(
      fc.property(
        histories.chain(({ known }) =>
          fc.tuple(
            fc.constant(known),
            fc.shuffledSubarray([...known.facts.filter((fact) => !ordered(fact))], {
              minLength: known.facts.filter((fact) => !ordered(fact)).length,
            }),
          ),
        ),
        day,
        ruleset,
        ([known, shuffled], on, code) => {
          // Of two changes of one attribute on the same day the later stated one holds: those keep their order.
          const other: History = { ...known, facts: [...shuffled, ...known.facts.filter(ordered)] };
          expect(shapes(casesOn(other, RULES, code, dayOf(on)))).toEqual(
            shapes(casesOn(known, RULES, code, dayOf(on))),
          );
        },
      ),
    );
  });

  it('are one for each bottleneck at most, open ones with one light', () => {
    fc.assert(
      fc.property(histories, day, ruleset, ({ known }, on, code) => {
        const cases = casesOn(known, RULES, code, dayOf(on));
        expect(new Set(cases.map(({ bottleneck }) => bottleneck)).size).toBe(cases.length);
        for (const { case: found } of cases) {
          expect(found.since).toBeLessThanOrEqual(on);
          expect((found.turnedOn ?? on) <= on).toBe(true);
          expect(found.dwell !== null).toBe(found.state === 'passed');
          expect((found.turnedBy === null) === (found.state === 'open')).toBe(true);
          expect(found.redAfter).toBeGreaterThanOrEqual(found.yellowAfter);
          if (found.state === 'open') expect(['green', 'yellow', 'red']).toContain(lightOn(found, on));
        }
      }),
    );
  });
});

describe('a board over random histories', () => {
  it('counts every row in one place, and every open one by its light', () => {
    fc.assert(
      fc.property(fc.array(histories, { maxLength: 6 }), day, ruleset, (list, on, code) => {
        const asOf = { on: dayOf(on), knownAt: null };
        const board = foldBoard(
          list.map(({ events }) => events),
          RULE_EVENTS,
          code,
          asOf,
        );
        const rows = list.flatMap(({ known }) => casesOn(known, RULES, code, asOf.on));
        for (const [bottleneck, figures] of board) {
          const own = rows.filter((row) => row.bottleneck === bottleneck);
          expect(figures.open).toBe(figures.green + figures.yellow + figures.red);
          expect(waitingCount(figures)).toBe(own.filter(({ case: { state } }) => state !== 'passed').length);
          expect(figures.dwell.count).toBe(own.length - waitingCount(figures));
          for (const place of PLACES) {
            expect(figures[place]).toBe(own.filter(({ case: { state } }) => state === place).length);
          }
        }
        expect(rows.every(({ bottleneck }) => board.has(bottleneck))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('does not change when it is asked for today with all that is known by now', () => {
    fc.assert(
      fc.property(fc.array(histories, { maxLength: 3 }), day, ruleset, (list, on, code) => {
        const events = list.map((given) => given.events);
        const last = events
          .flat()
          .reduce((latest, { recordedAt }) => (recordedAt > latest ? recordedAt : latest), '2020-01-06T01:00:00.000Z');
        const known = (knownAt: string | null) => foldBoard(events, RULE_EVENTS, code, { on: dayOf(on), knownAt });
        expect(known(last)).toEqual(known(null));
      }),
      { numRuns: 50 },
    );
  });
});
