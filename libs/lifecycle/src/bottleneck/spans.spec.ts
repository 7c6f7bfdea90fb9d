import { dayNumber, dayOf, FOREVER } from '../calendar';
import { reached, status } from '../testing/commands.spec-support';
import { nothing, register } from '../testing/given.spec-support';
import { RULES, SECOND_CATALOGUE } from '../testing/rules.spec-support';
import { caseSpans } from './spans';

const TODAY = '2024-12-31';
const project = nothing.under(SECOND_CATALOGUE).and(TODAY, register());

function spansOf(given: typeof project, ruleset: string, bottleneck: string) {
  return caseSpans(given.known, RULES)
    .filter((span) => span.ruleset === ruleset && span.bottleneck === bottleneck)
    .sort((a, b) => a.from - b.from)
    .map(({ from, to, rulesetVersion, case: { state } }) => [dayOf(from), dayOf(to), rulesetVersion, state]);
}

describe('the spans of a case', () => {
  it('turn with every version of the rules', () => {
    const given = project.and(TODAY, reached('signing', '2020-07-01'), reached('filing', '2020-07-02'));
    expect(spansOf(given, 'five-milestones', 'land-pre-approval-pending')).toEqual([
      ['2020-07-02', '2021-03-01', 1, 'open'],
      // The second catalogue gives the filing nine months, which are over: the clock has no start any more.
      ['2021-03-01', '2022-06-01', 2, 'open'],
    ]);
  });

  it('end where the ruleset drops the bottleneck', () => {
    const given = project.and(TODAY, reached('filing', '2022-05-01'));
    expect(spansOf(given, 'five-milestones', 'land-pre-approval-pending')).toEqual([
      ['2022-05-01', '2023-01-01', 2, 'open'],
    ]);
  });

  it('turn with an exit, a step after it and a reinstatement', () => {
    const given = project.and(
      TODAY,
      reached('signing', '2023-02-01'),
      reached('refusal', '2023-03-01'),
      status('reinstated', '2023-04-01'),
      reached('refusal', '2023-05-01', { repeat: true }),
      reached('negotiation', '2023-06-01'),
    );
    expect(spansOf(given, 'handover-chain', 'signed-without-land')).toEqual([
      ['2023-02-01', '2023-03-01', 1, 'open'],
      ['2023-03-01', '2023-04-01', 1, 'ended'],
      ['2023-04-01', '2023-05-01', 1, 'open'],
      ['2023-05-01', '2023-06-01', 1, 'ended'],
      ['2023-06-01', dayOf(FOREVER), 1, 'open'],
    ]);
  });

  it('are none before the first ruleset is in force', () => {
    const given = project.and(TODAY, reached('filing', '2019-02-01'));
    const [first] = caseSpans(given.known, RULES).filter(({ ruleset }) => ruleset === 'five-milestones');
    expect(first?.from).toBe(dayNumber('2020-06-01'));
  });
});
