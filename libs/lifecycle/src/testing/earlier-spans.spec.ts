import fc from 'fast-check';
import { caseSpans, type CaseSpan, type EarlierSpans } from '../bottleneck';
import type { RecordedProjectEvent } from '../events';
import { evolve, projectSpans, type EarlierProjectSpans, type History } from '../project';
import { DRAW, grow, type Draw } from './random-history.spec-support';
import { RULES } from './rules.spec-support';

const draw: fc.Arbitrary<Draw> = fc.tuple(...DRAW.map((max) => fc.nat(max))) as fc.Arbitrary<never>;
const histories = fc.array(draw, { maxLength: 30 }).map(grow);

const keyOf = ({ ruleset, bottleneck, from }: CaseSpan) => `${ruleset}/${bottleneck}/${from}`;
const sorted = (spans: readonly CaseSpan[]) => [...spans].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

/** The states of a project after each event, each made from the one before. */
function statesOf(events: readonly RecordedProjectEvent[]): History[] {
  let history: History | undefined;
  return events.map((event) => (history = evolve(history, event)));
}

/** The same without any object in common with what came before. */
const anew = (history: History): History => JSON.parse(JSON.stringify(history)) as History;

describe('spans reckoned on from earlier ones', () => {
  it('are the cases reckoned from the whole history', () => {
    fc.assert(
      fc.property(histories, ({ events }) => {
        let earlier: EarlierSpans | undefined;
        for (const history of statesOf(events)) {
          const spans = caseSpans(history, RULES, earlier);
          expect(sorted(spans)).toEqual(sorted(caseSpans(anew(history), RULES)));
          earlier = { history, spans };
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are the attributes and standings reckoned from the whole history', () => {
    fc.assert(
      fc.property(histories, ({ events }) => {
        let earlier: EarlierProjectSpans | undefined;
        for (const history of statesOf(events)) {
          const spans = projectSpans(history, RULES, earlier);
          expect(spans).toEqual(projectSpans(anew(history), RULES));
          earlier = { history, spans };
        }
      }),
      { numRuns: 300 },
    );
  });

  it('skip over several events at once', () => {
    fc.assert(
      fc.property(histories, fc.nat(), ({ events }, some) => {
        const states = statesOf(events);
        const first = states[some % states.length] as History;
        const last = states.at(-1) as History;
        const spans = caseSpans(last, RULES, { history: first, spans: caseSpans(first, RULES) });
        expect(sorted(spans)).toEqual(sorted(caseSpans(last, RULES)));
      }),
      { numRuns: 300 },
    );
  });
});
