import fc from 'fast-check';
import { dayNumber, dayOf } from '../calendar';
import { changedFacts, historyAt, type History } from '../project';
import { explained, reached } from '../testing/commands.spec-support';
import { registered } from '../testing/given.spec-support';
import { flagged } from '../testing/flagged.spec-support';
import { CN_BOOK, INTEGRITY_BOOK } from '../testing/integrity.spec-support';
import { DRAW, grow, type Draw } from '../testing/random-history.spec-support';
import { CN_INTEGRITY } from './cn-integrity';
import type { FlagSpan } from './flag';
import { flagsConcerned, flagSpans } from './flag-spans';
import { integrityFlags, type IntegrityFlag } from './flags-on';

const draw: fc.Arbitrary<Draw> = fc.tuple(...DRAW.map((max) => fc.nat(max))) as fc.Arbitrary<never>;
const histories = fc.array(draw, { minLength: 3, maxLength: 40, size: 'max' }).map(grow);
const days = fc.integer({ min: dayNumber('2018-01-01'), max: dayNumber('2030-01-01') });
const PUBLISHED = Object.fromEntries(
  ['2020-03', '2020-06', '2020-09', '2021-01', '2021-06'].map((month) => [month, `${month}-28T00:00:00.000Z`]),
);

const spansOf = (history: History) => flagSpans(history, INTEGRITY_BOOK, PUBLISHED);
const flagsOn = (history: History, on: number) => integrityFlags(history, INTEGRITY_BOOK, PUBLISHED, dayOf(on));

const keyOf = ({ rules, rule, subject }: IntegrityFlag) => `${rules} ${rule} ${subject}`;
const byKey = (a: IntegrityFlag, b: IntegrityFlag) => (keyOf(a) < keyOf(b) ? -1 : 1);

describe('the flags of a random history', () => {
  it('are of every rule that looks at one project, explained ones among them', () => {
    const seen = new Set<string>();
    for (const { known } of fc.sample(histories, { numRuns: 400, seed: 3 })) {
      for (const { rule, explainedBy } of spansOf(known)) seen.add(rule).add(explainedBy === null ? '' : 'explained');
    }
    const own = CN_INTEGRITY.rules.filter(({ kind }) => kind !== 'duplicate-project' && kind !== 'shared-document');
    for (const { code } of own) expect(seen).toContain(code);
    expect(seen).toContain('explained');
  });

  it('are on every day those of the spans that hold it, each once', () => {
    fc.assert(
      fc.property(histories, days, ({ known }, on) => {
        const held: readonly FlagSpan[] = spansOf(known).filter(({ from, to }) => from <= on && on < to);
        expect(held.map(({ from: _from, to: _to, ...flag }) => flag).sort(byKey)).toEqual(
          flagsOn(known, on).sort(byKey),
        );
        const keys = held.map(keyOf);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it('are the same again for the same, folded from a copy', () => {
    fc.assert(
      fc.property(histories, ({ events, known }) => {
        const copy = historyAt(JSON.parse(JSON.stringify(events)) as typeof events, null);
        expect(spansOf(copy!)).toEqual(spansOf(known));
      }),
    );
  });

  it('begin no later than they hold, and name events in force', () => {
    fc.assert(
      fc.property(histories, ({ events, known }) => {
        const ids = new Set(events.map(({ id }) => id));
        for (const span of spansOf(known)) {
          expect(span.since).toBeLessThanOrEqual(span.from);
          expect(span.from).toBeLessThan(span.to);
          expect(span.events.every((id) => ids.has(id))).toBe(true);
        }
      }),
    );
  });

  it('change only with facts that concern them', () => {
    fc.assert(
      fc.property(histories, ({ events }) => {
        let before: History | undefined;
        for (const { recordedAt } of events) {
          const after = historyAt(events, recordedAt)!;
          if (before !== undefined && !flagsConcerned(changedFacts(before.facts, after.facts))) {
            expect(spansOf(after)).toEqual(spansOf(before));
          }
          before = after;
        }
      }),
    );
  });

  it('stay when they are explained, with the explanation and nothing else changed', () => {
    fc.assert(
      fc.property(histories, days, fc.nat(), (given, on, which) => {
        const flags = flagsOn(given.known, on);
        const flag = flags[which % Math.max(1, flags.length)];
        if (flag === undefined) return;
        const today = '2030-01-01';
        const command = explained(flag.rule, flag.events, `核实 ${which}`);
        const answered = given.asking({ book: INTEGRITY_BOOK, publications: PUBLISHED }).and(today, command).known;
        const id = answered.facts.at(-1)!.id;
        const without = (list: typeof flags) => list.map(({ explainedBy: _, ...rest }) => rest);
        expect(without(flagsOn(answered, on))).toEqual(without(flags));
        expect(
          flagsOn(answered, on).find(({ subject, rule }) => rule === flag.rule && subject === flag.subject),
        ).toEqual({
          ...flag,
          explainedBy: id,
        });
      }),
    );
  });
});

describe('an explanation', () => {
  const rule = 'groundbreaking-before-eia';
  const begun = registered().and('2024-05-02', reached('groundbreaking', '2024-05-01'));
  const explanations = (given: typeof begun, on = '2024-12-31') =>
    flagged(given, rule, on).map(({ explainedBy }) => explainedBy);

  it('is renewed by another, and taken back', () => {
    const answered = begun.and('2024-06-01', explained(rule, ['e1']));
    const renewed = answered.and('2024-06-02', explained(rule, ['e1'], '登记表备案'));
    const back = renewed.and('2024-06-03', explained(rule, ['e1'], null));
    expect([begun, answered, renewed, back].map((given) => explanations(given))).toEqual([
      [null],
      ['e2'],
      ['e3'],
      [null],
    ]);
  });

  it('answers the question that was asked: once another event has joined it, it waits for another answer', () => {
    const answered = begun.and('2024-06-01', explained(rule, ['e1'])).and('2024-07-01', reached('eia', '2024-06-30'));
    expect(explanations(answered, '2024-06-29')).toEqual(['e2']);
    expect(explanations(answered, '2024-06-30')).toEqual([null]);
    expect(explanations(answered.and('2024-07-02', explained(rule, ['e1', 'e3'])), '2024-06-30')).toEqual(['e4']);
  });

  it('is of its own rule only', () => {
    const answered = begun.and('2024-06-01', explained('groundbreaking-before-land-supply', ['e1']));
    expect(explanations(answered)).toEqual([null]);
  });
});

describe('without rules', () => {
  it('nothing is asked', () => {
    const { known } = registered().and('2024-05-02', reached('groundbreaking', '2024-05-01'));
    expect(flagSpans(known, { ...CN_BOOK, integrity: {} }, {})).toEqual([]);
    expect(integrityFlags(known, { ...CN_BOOK, integrity: {} }, {}, '2024-12-31')).toEqual([]);
    expect(integrityFlags(known, CN_BOOK, {}, '1999-12-31')).toEqual([]);
  });
});
