import { FIVE_MILESTONES, HANDOVER_CHAIN, type BottleneckRule, type Ruleset } from '../bottleneck';
import { CN_INVESTMENT, type Catalogue, type MilestoneDefinition } from '../catalogue';
import { catalogueProblems, rulesetProblems } from './definition-problems';

const catalogue = (more: Partial<Catalogue>): Catalogue => ({ ...CN_INVESTMENT, ...more });
const [negotiation] = CN_INVESTMENT.milestones as [MilestoneDefinition];
const milestone = (more: Partial<MilestoneDefinition>): MilestoneDefinition => ({ ...negotiation, ...more });
const [first] = FIVE_MILESTONES.bottlenecks as [BottleneckRule];
const ruleset = (more: Partial<BottleneckRule>): Ruleset => ({
  ...FIVE_MILESTONES,
  bottlenecks: [{ ...first, ...more }],
});

describe('the built-in definitions', () => {
  it('are sound', () => {
    expect(catalogueProblems(CN_INVESTMENT)).toEqual([]);
    expect(rulesetProblems(FIVE_MILESTONES, CN_INVESTMENT)).toEqual([]);
    expect(rulesetProblems(HANDOVER_CHAIN, CN_INVESTMENT)).toEqual([]);
  });
});

describe('a catalogue', () => {
  it.each<[string, Catalogue, string]>([
    ['a code with a space', catalogue({ code: 'my catalogue' }), 'catalogue “my catalogue”: a code is'],
    ['a code that every object has', catalogue({ code: 'constructor' }), 'catalogue “constructor”: a code is'],
    ['no milestone', catalogue({ milestones: [] }), 'a catalogue has at least one milestone'],
    ['no kind', catalogue({ kinds: [] }), 'a catalogue has at least one kind of project'],
    ['an unknown zone', catalogue({ timeZone: 'Mars/Olympus' }), 'there is no time zone Mars/Olympus'],
    [
      'a milestone twice',
      catalogue({ milestones: [negotiation, negotiation] }),
      'milestone negotiation is defined twice',
    ],
    [
      'a kind twice',
      catalogue({ kinds: [...CN_INVESTMENT.kinds, ...CN_INVESTMENT.kinds.slice(0, 1)] }),
      'kind new-build is defined twice',
    ],
    [
      'an order after nothing',
      catalogue({ milestones: [milestone({ after: ['dream'] })] }),
      'milestone negotiation comes after an unknown dream',
    ],
    [
      'an unknown kind',
      catalogue({ milestones: [milestone({ notApplicableTo: ['shipyard'] })] }),
      'milestone negotiation is not applicable to an unknown kind shipyard',
    ],
    [
      'half a month of validity',
      catalogue({ milestones: [milestone({ validMonths: 0.5 })] }),
      'milestone negotiation is valid for a whole number of months',
    ],
    [
      'no validity at all',
      catalogue({ milestones: [milestone({ validMonths: 0 })] }),
      'milestone negotiation is valid for a whole number of months',
    ],
    [
      'a tier from no amount',
      catalogue({ sizeTiers: [{ code: 'small', label: { zh: '小', en: 'small' }, from: '5e6' }] }),
      'size tier small starts at no exact amount of yuan: 5e6',
    ],
    [
      'tiers out of order',
      catalogue({ sizeTiers: [...CN_INVESTMENT.sizeTiers].reverse() }),
      'size tiers ascend, each from more than the one before',
    ],
    [
      'a circle',
      catalogue({ milestones: [milestone({ code: 'a', after: ['b'] }), milestone({ code: 'b', after: ['a'] })] }),
      'these milestones come after each other in a circle: a, b',
    ],
    [
      'a milestone after itself',
      catalogue({ milestones: [milestone({ code: 'a', after: ['a'] })] }),
      'these milestones come after each other in a circle: a',
    ],
  ])('with %s is told so', (_what, given, problem) => {
    expect(catalogueProblems(given)).toContainEqual(expect.stringContaining(problem));
  });
});

describe('a ruleset', () => {
  it.each<[string, Ruleset, string]>([
    ['an upper-case code', { ...FIVE_MILESTONES, code: 'Five' }, 'ruleset “Five”: a code is'],
    ['nothing to watch', { ...FIVE_MILESTONES, bottlenecks: [] }, 'a ruleset watches at least one bottleneck'],
    [
      'a bottleneck twice',
      { ...FIVE_MILESTONES, bottlenecks: [first, first] },
      'bottleneck land-pre-approval-pending is defined twice',
    ],
    ['an unknown start', ruleset({ clockStartsAt: ['dream'] }), 'names an unknown milestone dream'],
    ['an unknown skip', ruleset({ skippedBy: ['dream'] }), 'names an unknown milestone dream'],
    ['no start', ruleset({ clockStartsAt: [] }), 'has no start of its clock'],
    ['half a day', ruleset({ yellow: { count: 0.5, unit: 'days' } }), 'a limit is a whole number of days'],
    [
      'less than nothing',
      ruleset({ redAfterYellow: { count: -1, unit: 'months' } }),
      'a limit is a whole number of months',
    ],
    ['an unknown kind', ruleset({ appliesWhen: { kinds: ['shipyard'] } }), 'applies to an unknown kind shipyard'],
    ['an unknown land mode', ruleset({ appliesWhen: { landModes: ['sea'] } }), 'applies to an unknown land mode sea'],
    [
      'a total that is no amount',
      ruleset({ appliesWhen: { minInvestment: '5e6' } }),
      'applies from no exact amount of yuan: 5e6',
    ],
  ])('with %s is told so', (_what, given, problem) => {
    expect(rulesetProblems(given, CN_INVESTMENT)).toContainEqual(expect.stringContaining(problem));
  });

  it('with limits of no days is sound', () => {
    expect(rulesetProblems(ruleset({ yellow: { count: 0, unit: 'days' } }), CN_INVESTMENT)).toEqual([]);
  });
});
