import { dayNumber } from '../calendar';
import { CN_INVESTMENT } from '../catalogue';
import { adoptCatalogue, adoptRuleset, EMPTY_RULEBOOK, evolveRulebook, type Rulebook } from '../rules';
import type { RecordedRuleEvent } from '../events';
import { corrected, reached, status } from '../testing/commands.spec-support';
import { registered } from '../testing/given.spec-support';
import { casesOn, daysOf, foldBoard, tallyOf } from './board';
import { FIVE_MILESTONES } from './five-milestones';

function adopt(): RecordedRuleEvent[] {
  const events: RecordedRuleEvent[] = [];
  let book: Rulebook = EMPTY_RULEBOOK;
  for (const decide of [
    () => adoptCatalogue(CN_INVESTMENT, '2020-01-01', '启用', book),
    () => adoptRuleset(FIVE_MILESTONES, '2024-02-01', '启用', book),
  ]) {
    const decision = decide();
    if (!decision.accepted) throw new Error('refused');
    const recorded = { stream: 's', revision: 0, position: '0', recordedAt: '2024-01-15T00:00:00.000Z' };
    const metadata = { actor: 'a', source: 'test' };
    const event = { id: `r${events.length}`, ...recorded, ...decision.facts[0], metadata } as RecordedRuleEvent;
    events.push(event);
    book = evolveRulebook(book, event);
  }
  return events;
}

const RULES = adopt();
const BOOK = RULES.reduce(evolveRulebook, EMPTY_RULEBOOK);
const given = registered()
  .and('2024-03-05', reached('filing', '2024-03-01'))
  .and('2024-05-10', reached('eia', '2024-04-01'))
  .and('2024-06-01', corrected('eia', '2024-04-11'));

describe('the cases of a project', () => {
  it('are those of the rules in force on the day', () => {
    expect(casesOn(given.known, BOOK, 'five-milestones', '2024-03-02').map(({ bottleneck }) => bottleneck)).toEqual([
      'land-pre-approval-pending',
      'eia-pending',
    ]);
    expect(casesOn(given.known, BOOK, 'six-milestones', '2024-03-02')).toEqual([]);
  });

  it('are none before the ruleset is in force, or under another catalogue', () => {
    const early = registered().and('2024-03-05', reached('filing', '2024-01-10'));
    expect(casesOn(early.known, BOOK, 'five-milestones', '2024-01-31')).toEqual([]);
    expect(casesOn(early.known, BOOK, 'five-milestones', '2024-02-01')).not.toEqual([]);
    expect(casesOn(early.known, { ...BOOK, catalogues: {} }, 'five-milestones', '2024-03-02')).toEqual([]);
  });

  it('are tallied with the days that they count', () => {
    const of = (on: string, project = given) => {
      const found = casesOn(project.known, BOOK, 'five-milestones', on).find(
        (each) => each.bottleneck === 'eia-pending',
      )!;
      return [tallyOf(found, dayNumber(on)), daysOf(found.case, dayNumber(on))] as const;
    };
    const tally = { count: 1, investment: '120000000' };
    expect(of('2024-03-31')).toEqual([{ ...tally, state: 'open', light: 'green', days: 30 }, 30]);
    expect(of('2024-12-31')).toEqual([{ ...tally, state: 'passed', light: null, days: 41 }, 41]);
    const ended = registered()
      .and('2024-03-05', reached('filing', '2024-03-01'))
      .and('2024-12-01', status('terminated', '2024-03-21'));
    expect(of('2024-12-31', ended)).toEqual([{ ...tally, state: 'ended', light: null, days: 20 }, 20]);
  });
});

describe('a folded board', () => {
  const eia = (on: string, knownAt: string | null) =>
    foldBoard([given.events], RULES, 'five-milestones', { on, knownAt }).get('eia-pending');

  it('gives the state on a day as it was known at an instant', () => {
    // On 1 April the EIA had happened, by what was entered first; known only from 10 May on; put right on 1 June.
    expect(eia('2024-04-05', '2024-04-05T00:00:00.000Z')).toMatchObject({ open: 1 });
    expect(eia('2024-04-05', '2024-05-31T00:00:00.000Z')).toMatchObject({ open: 0, dwell: { count: 1, p50: 31 } });
    expect(eia('2024-04-05', null)).toMatchObject({ open: 1, dwell: { count: 0 } });
    expect(eia('2024-04-11', null)).toMatchObject({ open: 0, dwell: { count: 1, p50: 41 } });
  });

  it('has every bottleneck of the ruleset, projects or not', () => {
    const board = foldBoard([], RULES, 'five-milestones', { on: '2024-12-31', knownAt: null });
    expect([...board.keys()]).toEqual(FIVE_MILESTONES.bottlenecks.map(({ code }) => code));
    expect([...board.values()].every(({ open }) => open === 0)).toBe(true);
  });

  it('knows neither projects nor rules before they were recorded', () => {
    expect(eia('2024-12-31', '2024-01-14T00:00:00.000Z')).toBeUndefined();
    const before = foldBoard([given.events], RULES, 'five-milestones', {
      on: '2024-12-31',
      knownAt: '2024-01-15T00:00:00.000Z',
    });
    expect(before.get('eia-pending')).toMatchObject({ open: 0 });
    expect(foldBoard([[]], RULES, 'five-milestones', { on: '2024-12-31', knownAt: null }).size).toBe(5);
  });
});
