import { CN_INVESTMENT } from '../catalogue';
import { adoptIntegrityRules, EMPTY_RULEBOOK } from '../rules';
import { CN_BOOK } from '../testing/integrity.spec-support';
import { RULES } from '../testing/rules.spec-support';
import { CN_INTEGRITY } from './cn-integrity';
import { detailText } from './detail-text';
import type { IntegrityKind, IntegrityRule, IntegrityRules } from './integrity-rules';
import { integrityRulesProblems, PARAMETERS } from './rules-problems';

const [inverted] = CN_INTEGRITY.rules;
const withRule = (rule: object): IntegrityRules => ({
  ...CN_INTEGRITY,
  rules: [{ ...inverted, ...rule } as IntegrityRule],
});
const problems = (rule: object) => integrityRulesProblems(withRule(rule), CN_INVESTMENT);
const refusals = (rules: IntegrityRules, reason = '启用', book = CN_BOOK): string[] => {
  const decision = adoptIntegrityRules(rules, '2024-01-01', reason, book);
  return decision.accepted ? [] : decision.errors.map(({ code, field }) => `${code}@${field}`);
};

describe('the built-in integrity rules', () => {
  it('are sound, of every kind, each with its source and its question in both languages', () => {
    expect(integrityRulesProblems(CN_INTEGRITY, CN_INVESTMENT)).toEqual([]);
    expect(new Set(CN_INTEGRITY.rules.map(({ kind }) => kind))).toEqual(new Set(Object.keys(PARAMETERS)));
    for (const { source, label, question } of CN_INTEGRITY.rules) {
      for (const text of [source, label.zh, label.en, question.zh, question.en]) expect(text).not.toBe('');
    }
  });

  it('have words for what they find', () => {
    const detail = { milestone: 'groundbreaking', on: '2024-05-01', other: 'eia' };
    expect(detailText('order-inversion', detail, CN_INVESTMENT)).toEqual({
      zh: '开工于 2024-05-01,而环评尚未办理',
      en: 'Groundbreaking on 2024-05-01, while Environmental impact assessment has not happened',
    });
    expect(detailText('order-inversion', { ...detail, otherOn: '2024-06-10', days: 40 }, CN_INVESTMENT).zh).toBe(
      '开工于 2024-05-01,早于环评(2024-06-10)40 天',
    );
    for (const kind of Object.keys(PARAMETERS) as IntegrityKind[]) {
      expect(detailText(kind, {}, CN_INVESTMENT).zh).not.toBe('');
    }
  });
});

describe('integrity rules that are unsound', () => {
  it.each([
    [{ kind: 'rumour' }, 'is of an unknown kind rumour'],
    [{ parameters: { milestone: 'groundbreaking' } }, 'needs before'],
    [{ parameters: { milestone: 'groundbreaking', before: [] } }, 'needs before'],
    [{ parameters: { milestone: 'groundbreaking', before: ['eia'], days: 3 } }, 'has no use for days'],
    [{ parameters: { milestone: 'topping-out', before: ['eia'] } }, 'names an unknown milestone topping-out'],
    [{ kind: 'late-recording', parameters: { days: -1 } }, 'days is a whole number from 0 to 36500'],
    [{ kind: 'one-sitting', parameters: { count: 1, minutes: 5 } }, 'count is a whole number from 2 to 1000'],
    [
      { kind: 'missing-milestone', parameters: { milestones: ['eia'], missing: 'filing', minInvestment: '1万' } },
      'applies from no exact amount of yuan: 1万',
    ],
  ])('%j', (rule, problem) => expect(problems(rule)).toEqual([expect.stringContaining(problem)]));

  it('have codes that are none or stand twice, or no rule at all', () => {
    expect(integrityRulesProblems({ ...CN_INTEGRITY, code: 'Ä' }, CN_INVESTMENT)).toHaveLength(1);
    expect(integrityRulesProblems({ ...CN_INTEGRITY, rules: [inverted!, inverted!] }, CN_INVESTMENT)).toHaveLength(1);
    expect(integrityRulesProblems({ ...CN_INTEGRITY, rules: [] }, CN_INVESTMENT)).toEqual([
      'a set has at least one rule',
    ]);
  });
});

describe('adopting integrity rules', () => {
  it('records them, and the version in force is found by its day', () => {
    const decision = adoptIntegrityRules({ ...CN_INTEGRITY, version: 2 }, '2024-01-01', '启用', CN_BOOK);
    expect(decision).toMatchObject({ accepted: true, facts: [{ type: 'integrity-rules.adopted.v1' }] });
    expect(CN_BOOK.integrity['cn-integrity']).toMatchObject([{ inForceFrom: '2000-01-01', value: { version: 1 } }]);
    expect(RULES.integrity).toEqual({});
    expect(EMPTY_RULEBOOK.integrity).toEqual({});
  });

  it('is refused for a version that is not later, an unknown catalogue, unsound rules, or without a reason', () => {
    expect(refusals(CN_INTEGRITY)).toEqual(['version.not-later@rules.version']);
    expect(refusals({ ...CN_INTEGRITY, code: 'other', catalogue: 'nowhere' })).toEqual([
      'catalogue.unknown@rules.catalogue',
    ]);
    expect(refusals({ ...CN_INTEGRITY, version: 2, rules: [] })).toEqual(['definition.invalid@rules']);
    expect(refusals({ ...CN_INTEGRITY, version: 2 }, ' ')).toEqual(['reason.required@reason']);
  });
});
