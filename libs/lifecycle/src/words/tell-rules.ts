import type { AppliesWhen, BottleneckRule, Ruleset } from '../bottleneck/ruleset';
import type { Catalogue, CodedLabel, MilestoneDefinition } from '../catalogue/catalogue';
import type { Label } from '../notices';
import { adoptionsOf, type Adoption } from '../rules';
import { change, type FieldChange } from './field-change';
import type { Tellers } from './teller';
import { limit, list, money, plain, yesNo } from './values';
import { vocabularyIn, type Vocabulary } from './vocabulary';

/** A part of a definition: its name, what it is called, and its value in words. */
type Part<Definition> = readonly [string, Label, (definition: Definition, words: Vocabulary) => Label | null];

const milestones = (codes: readonly string[] | undefined, { milestone }: Vocabulary): Label | null =>
  list(codes?.map(milestone));

function appliesWhen(when: AppliesWhen | undefined, { kind, landMode }: Vocabulary): Label | null {
  const least = money(when?.minInvestment);
  return list(
    [list(when?.kinds?.map(kind)), list(when?.landModes?.map(landMode)), least && prefixed(least)].filter(
      (condition) => condition !== null,
    ),
  );
}

const prefixed = ({ zh, en }: Label): Label => ({ zh: `不低于 ${zh}`, en: `from ${en}` });

const RULE_PARTS: readonly Part<BottleneckRule>[] = [
  ['label', { zh: '名称', en: 'name' }, ({ label }) => label],
  ['awaits', { zh: '等待节点', en: 'awaited milestone' }, ({ awaits }, { milestone }) => milestone(awaits)],
  ['clockStartsAt', { zh: '计时起点', en: 'clock starts at' }, (rule, words) => milestones(rule.clockStartsAt, words)],
  ['yellow', { zh: '黄灯时限', en: 'yellow limit' }, ({ yellow }) => limit(yellow)],
  ['redAfterYellow', { zh: '黄灯后转红时限', en: 'red limit after yellow' }, (rule) => limit(rule.redAfterYellow)],
  ['commitmentFirst', { zh: '承诺日期优先', en: 'committed date first' }, (rule) => yesNo(rule.commitmentFirst)],
  ['pauseStopsClock', { zh: '暂停期间停表', en: 'a pause stops the clock' }, (rule) => yesNo(rule.pauseStopsClock)],
  ['owner', { zh: '责任部门', en: 'owner' }, ({ owner }) => owner],
  ['appliesWhen', { zh: '适用范围', en: 'applies to' }, (rule, words) => appliesWhen(rule.appliesWhen, words)],
  ['skippedBy', { zh: '缺环依据', en: 'skipped by' }, (rule, words) => milestones(rule.skippedBy, words)],
  ['source', { zh: '依据', en: 'source' }, ({ source }) => plain(source)],
];

const MILESTONE_PARTS: readonly Part<MilestoneDefinition>[] = [
  ['label', { zh: '名称', en: 'name' }, ({ label }) => label],
  ['after', { zh: '前置节点', en: 'comes after' }, ({ after }, words) => milestones(after, words)],
  ['recorder', { zh: '填报单位', en: 'recorded by' }, ({ recorder }) => recorder],
  ['evidence', { zh: '佐证材料', en: 'evidence' }, ({ evidence }) => evidence ?? null],
  ['validMonths', { zh: '有效月数', en: 'months valid' }, ({ validMonths }) => plain(validMonths)],
  [
    'notApplicableTo',
    { zh: '不适用类型', en: 'not applicable to' },
    ({ notApplicableTo }, { kind }) => list(notApplicableTo?.map(kind)),
  ],
  ['exit', { zh: '退出节点', en: 'exit' }, ({ exit }) => yesNo(exit)],
  ['source', { zh: '依据', en: 'source' }, ({ source }) => plain(source)],
];

/** What has come, gone and changed between two lists of definitions. */
function definitionChanges<Definition extends CodedLabel>(
  name: string,
  label: Label,
  [before, after]: readonly [readonly Definition[], readonly Definition[]],
  parts: readonly Part<Definition>[],
  words: Vocabulary,
): FieldChange[] {
  const missing = (from: readonly Definition[], of: readonly Definition[]) =>
    from.filter(({ code }) => !of.some((other) => other.code === code)).map((one) => one.label);
  const changed = after.flatMap((now) => {
    const was = before.find(({ code }) => code === now.code);
    if (was === undefined) return [];
    return parts.flatMap(([part, partLabel, value]) => {
      const { zh, en } = now.label;
      const full = { zh: `${zh}${partLabel.zh}`, en: `${en}: ${partLabel.en}` };
      return change(`${name}.${now.code}.${part}`, full, value(was, words), value(now, words));
    });
  });
  return [
    ...change(`${name}.added`, { zh: `新增${label.zh}`, en: `${label.en} added` }, null, list(missing(after, before))),
    ...change(
      `${name}.removed`,
      { zh: `取消${label.zh}`, en: `${label.en} removed` },
      list(missing(before, after)),
      null,
    ),
    ...changed,
  ];
}

/** The version with the highest number: a new one is always later than all before it. */
function lastVersion<Value extends { readonly version: number }>(
  adoptions: readonly Adoption<Value>[] | undefined,
): Adoption<Value> | undefined {
  return adoptions?.toSorted((a, b) => a.value.version - b.value.version).at(-1);
}

function adoption<Value extends Catalogue | Ruleset>(
  last: Adoption<Value> | undefined,
  { version }: Value,
  inForceFrom: string,
): FieldChange[] {
  return [
    ...change('version', { zh: '版本', en: 'version' }, plain(last?.value.version), plain(version)),
    ...change('inForceFrom', { zh: '生效日期', en: 'in force from' }, null, plain(inForceFrom)),
  ];
}

export const RULE_TELLERS: Tellers = {
  'catalogue.adopted.v1': ({ catalogue, inForceFrom }, { book }) => {
    const last = lastVersion(adoptionsOf(book.catalogues, catalogue.code));
    const was = last?.value;
    const words = vocabularyIn(was === undefined ? [catalogue] : [was, catalogue]);
    return {
      headline: { zh: `采用目录:${catalogue.label.zh}`, en: `Catalogue adopted: ${catalogue.label.en}` },
      changes: [
        ...adoption(last, catalogue, inForceFrom),
        ...(was === undefined
          ? []
          : [
              ...change('timeZone', { zh: '时区', en: 'time zone' }, plain(was.timeZone), plain(catalogue.timeZone)),
              ...definitionChanges('kinds', { zh: '项目类型', en: 'kinds' }, [was.kinds, catalogue.kinds], [], words),
              ...definitionChanges(
                'landModes',
                { zh: '供地方式', en: 'land modes' },
                [was.landModes, catalogue.landModes],
                [],
                words,
              ),
              ...definitionChanges(
                'sizeTiers',
                { zh: '规模档', en: 'size tiers' },
                [was.sizeTiers, catalogue.sizeTiers],
                [['from', { zh: '下限', en: 'lowest total' }, ({ from }) => money(from)]],
                words,
              ),
              ...definitionChanges(
                'milestones',
                { zh: '节点', en: 'milestones' },
                [was.milestones, catalogue.milestones],
                MILESTONE_PARTS,
                words,
              ),
            ]),
      ],
    };
  },
  'ruleset.adopted.v1': ({ ruleset, inForceFrom }, { book }) => {
    const last = lastVersion(adoptionsOf(book.rulesets, ruleset.code));
    const catalogues = adoptionsOf(book.catalogues, ruleset.catalogue) ?? [];
    return {
      headline: { zh: `采用规则集:${ruleset.label.zh}`, en: `Ruleset adopted: ${ruleset.label.en}` },
      changes: [
        ...adoption(last, ruleset, inForceFrom),
        ...(last === undefined
          ? []
          : definitionChanges(
              'bottlenecks',
              { zh: '堵点', en: 'bottlenecks' },
              [last.value.bottlenecks, ruleset.bottlenecks],
              RULE_PARTS,
              vocabularyIn(catalogues.map(({ value }) => value)),
            )),
      ],
    };
  },
};
