import type {
  BottleneckRule,
  Catalogue,
  CodedLabel,
  Label,
  Limit,
  MilestoneDefinition,
  Ruleset,
} from '@milepost/lifecycle';
import { at, fail, flagOf, given, isMap, listOf, mapOf, nonBlank, numberOf, oneOf, textOf, type Place } from './shape';

/** A label in both languages; one text stands for both. */
function labelAt(place: Place, otherwise: string): Label {
  if (!given(place)) return { zh: otherwise, en: otherwise };
  if (!isMap(place.value)) return { zh: nonBlank(place), en: nonBlank(place) };
  mapOf(place, ['zh', 'en']);
  const texts = (['zh', 'en'] as const).map((language) => at(place, language)).filter(given);
  if (texts.length === 0) fail(place, 'a label is given in zh, in en or in both');
  const [first] = texts.map(nonBlank);
  const inLanguage = (language: 'zh' | 'en'): string =>
    given(at(place, language)) ? nonBlank(at(place, language)) : (first as string);
  return { zh: inLanguage('zh'), en: inLanguage('en') };
}

/** A code with its label; the code alone when it needs none. */
function codedAt(place: Place, moreKeys: readonly string[] = []): CodedLabel {
  if (!isMap(place.value))
    return { code: nonBlank(place), label: labelAt({ ...place, value: undefined }, nonBlank(place)) };
  mapOf(place, ['code', 'label', ...moreKeys]);
  const code = nonBlank(at(place, 'code'));
  return { code, label: labelAt(at(place, 'label'), code) };
}

const codes = (place: Place): string[] => listOf(place).map(nonBlank);

const MILESTONE_KEYS = ['after', 'recorder', 'evidence', 'validMonths', 'notApplicableTo', 'exit', 'source'];

function milestoneAt(place: Place): MilestoneDefinition {
  const coded = codedAt(place, MILESTONE_KEYS);
  if (!isMap(place.value)) return { ...coded, after: [], recorder: { zh: '', en: '' } };
  const [evidence, validMonths, source] = [at(place, 'evidence'), at(place, 'validMonths'), at(place, 'source')];
  return {
    ...coded,
    after: codes(at(place, 'after')),
    recorder: labelAt(at(place, 'recorder'), ''),
    ...(given(evidence) && { evidence: labelAt(evidence, '') }),
    ...(given(validMonths) && { validMonths: numberOf(validMonths) }),
    ...(given(at(place, 'notApplicableTo')) && { notApplicableTo: codes(at(place, 'notApplicableTo')) }),
    ...(flagOf(at(place, 'exit')) && { exit: true }),
    ...(given(source) && { source: textOf(source) }),
  };
}

/** A catalogue as YAML gives it: labels, orders and lists may be left out. */
export function catalogueAt(place: Place): Catalogue {
  const coded = codedAt(place, ['version', 'timeZone', 'kinds', 'landModes', 'sizeTiers', 'milestones']);
  const kinds = listOf(at(place, 'kinds')).map((each) => codedAt(each));
  return {
    ...coded,
    version: given(at(place, 'version')) ? numberOf(at(place, 'version')) : 1,
    timeZone: nonBlank(at(place, 'timeZone')),
    kinds: kinds.length > 0 ? kinds : [{ code: 'project', label: { zh: '项目', en: 'Project' } }],
    landModes: listOf(at(place, 'landModes')).map((each) => codedAt(each)),
    sizeTiers: listOf(at(place, 'sizeTiers')).map((each) => ({
      ...codedAt(each, ['from']),
      from: nonBlank(at(each, 'from')),
    })),
    milestones: listOf(at(place, 'milestones')).map(milestoneAt),
  };
}

const LIMIT = /^(\d+) (days?|months?)$/;

function limitAt(place: Place): Limit {
  const match = LIMIT.exec(textOf(place).trim());
  if (match === null) fail(place, 'a limit is written like “90 days” or “6 months”');
  return { count: Number(match[1]), unit: match[2]?.startsWith('day') === true ? 'days' : 'months' };
}

const RULE_KEYS = [
  'awaits',
  'clockStartsAt',
  'yellow',
  'redAfterYellow',
  'commitmentFirst',
  'pauseStopsClock',
  'owner',
  'appliesWhen',
  'skippedBy',
  'source',
];

function appliesWhenAt(place: Place): BottleneckRule['appliesWhen'] {
  mapOf(place, ['kinds', 'landModes', 'minInvestment']);
  const [kinds, landModes, least] = [at(place, 'kinds'), at(place, 'landModes'), at(place, 'minInvestment')];
  return {
    ...(given(kinds) && { kinds: codes(kinds) }),
    ...(given(landModes) && { landModes: codes(landModes) }),
    ...(given(least) && { minInvestment: nonBlank(least) }),
  };
}

function ruleAt(place: Place): BottleneckRule {
  const coded = codedAt(place, RULE_KEYS);
  const [yellow, red, skippedBy] = [at(place, 'yellow'), at(place, 'redAfterYellow'), at(place, 'skippedBy')];
  return {
    ...coded,
    awaits: nonBlank(at(place, 'awaits')),
    clockStartsAt: codes(at(place, 'clockStartsAt')),
    ...(given(yellow) && { yellow: limitAt(yellow) }),
    ...(given(red) && { redAfterYellow: limitAt(red) }),
    commitmentFirst: flagOf(at(place, 'commitmentFirst')),
    pauseStopsClock: flagOf(at(place, 'pauseStopsClock')),
    owner: labelAt(at(place, 'owner'), ''),
    ...(given(at(place, 'appliesWhen')) && { appliesWhen: appliesWhenAt(at(place, 'appliesWhen')) }),
    ...(given(skippedBy) && { skippedBy: codes(skippedBy) }),
    ...(given(at(place, 'source')) && { source: textOf(at(place, 'source')) }),
  };
}

/** A ruleset as YAML gives it; its catalogue is the mapping's unless it names one. */
export function rulesetAt(place: Place, catalogue: string): Ruleset {
  const coded = codedAt(place, ['version', 'catalogue', 'bottlenecks']);
  return {
    ...coded,
    version: given(at(place, 'version')) ? numberOf(at(place, 'version')) : 1,
    catalogue: given(at(place, 'catalogue')) ? oneOf(at(place, 'catalogue'), [catalogue]) : catalogue,
    bottlenecks: listOf(at(place, 'bottlenecks')).map(ruleAt),
  };
}
