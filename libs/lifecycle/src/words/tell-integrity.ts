import type { ReportPublished } from '../events';
import type { IntegrityRule } from '../integrity/integrity-rules';
import type { Label } from '../notices';
import { adoptionsOf, type Rulebook } from '../rules';
import { change } from './field-change';
import type { Teller, Tellers } from './teller';
import { list, money, plain } from './values';

const AMOUNT: Label = { zh: '本月完成投资(调度数)', en: 'invested in the month (dispatch figure)' };
const CUMULATIVE: Label = { zh: '累计完成投资(调度数)', en: 'invested so far (dispatch figure)' };
const PERCENT: Label = { zh: '形象进度', en: 'physical progress' };
const PROGRESS: Label = { zh: '形象进度说明', en: 'progress in words' };
const EXPLANATION: Label = { zh: '说明', en: 'explanation' };

const percent = (value: number | undefined): Label | null => (value === undefined ? null : plain(`${value}%`));

/** What a rule is called: as its newest version has it; one that is unknown is its own name. */
function ruleName({ integrity }: Rulebook, code: string): Label {
  const rules = Object.values(integrity).flatMap((adoptions) => adoptions.flatMap(({ value }) => value.rules));
  return rules.findLast((rule) => rule.code === code)?.label ?? { zh: code, en: code };
}

const labels = (rules: readonly IntegrityRule[]): Label | null => list(rules.map(({ label }) => label));

const missing = (from: readonly IntegrityRule[], of: readonly IntegrityRule[]): IntegrityRule[] =>
  from.filter(({ code }) => !of.some((rule) => rule.code === code));

const differ = (a: IntegrityRule, b: IntegrityRule): boolean => JSON.stringify(a) !== JSON.stringify(b);

export const INTEGRITY_TELLERS: Tellers = {
  'investment.reported.v1': ({ month, amount, cumulative, progressPercent, progress }, { history }) => {
    const was = history?.facts.find((fact) => fact.kind === 'investment' && fact.month === month);
    const before = was?.kind === 'investment' ? was : undefined;
    return {
      headline: { zh: `填报 ${month} 投资`, en: `Investment of ${month} reported` },
      changes: [
        ...change('amount', AMOUNT, money(before?.amount), money(amount)),
        ...change('cumulative', CUMULATIVE, money(before?.cumulative), money(cumulative)),
        ...change('progressPercent', PERCENT, percent(before?.progressPercent), percent(progressPercent)),
        ...change('progress', PROGRESS, plain(before?.progress), plain(progress)),
      ],
    };
  },
  'flag.explained.v1': ({ rule, events, explanation, bureau }, { history, book }) => {
    const { zh, en } = ruleName(book, rule);
    const was = history?.facts.findLast(
      (fact) => fact.kind === 'explanation' && fact.rule === rule && events.every((id) => fact.events.includes(id)),
    );
    const before = was?.kind === 'explanation' ? was.explanation : null;
    return {
      headline:
        explanation === null
          ? { zh: `撤回疑点说明:${zh}`, en: `Explanation of a flag taken back: ${en}` }
          : { zh: `说明疑点:${zh}`, en: `Flag explained: ${en}` },
      changes: [
        ...change('explanation', EXPLANATION, plain(before), plain(explanation)),
        ...change('bureau', { zh: '说明单位', en: 'answered by' }, null, plain(bureau)),
      ],
    };
  },
  'integrity-rules.adopted.v1': ({ rules, inForceFrom }, { book }) => {
    const last = adoptionsOf(book.integrity, rules.code)
      ?.toSorted((a, b) => a.value.version - b.value.version)
      .at(-1)?.value;
    const [before, after] = [last?.rules ?? [], rules.rules];
    const altered = after.filter((rule) => before.some((old) => old.code === rule.code && differ(old, rule)));
    const added = last === undefined ? [] : missing(after, before);
    return {
      headline: { zh: `采用疑点规则:${rules.label.zh}`, en: `Integrity rules adopted: ${rules.label.en}` },
      changes: [
        ...change('version', { zh: '版本', en: 'version' }, plain(last?.version), plain(rules.version)),
        ...change('inForceFrom', { zh: '生效日期', en: 'in force from' }, null, plain(inForceFrom)),
        ...change('rules.added', { zh: '新增规则', en: 'rules added' }, null, labels(added)),
        ...change('rules.removed', { zh: '取消规则', en: 'rules removed' }, labels(missing(before, after)), null),
        ...change('rules.altered', { zh: '调整规则', en: 'rules altered' }, null, labels(altered)),
      ],
    };
  },
  'checkpoint.issued.v1': ({ origin, size, rootHash }) => ({
    headline: { zh: '签发检查点', en: 'Checkpoint issued' },
    changes: [
      ...change('origin', { zh: '日志', en: 'log' }, null, plain(origin)),
      ...change('size', { zh: '覆盖事件数', en: 'events covered' }, null, plain(size)),
      ...change('rootHash', { zh: '根哈希', en: 'root hash' }, null, plain(rootHash)),
    ],
  }),
};

/** Reports are events of no project and no rulebook: they stand apart from the union of those. */
export const tellReport: Teller<ReportPublished> = ({ month, ruleset, sha256, asOf }) => ({
  headline: { zh: `发布 ${month} 通报`, en: `Report of ${month} published` },
  changes: [
    ...change('ruleset', { zh: '规则集', en: 'ruleset' }, null, plain(`${ruleset.code} v${ruleset.version}`)),
    ...change('on', { zh: '截止日期', en: 'state on' }, null, plain(asOf.on)),
    ...change('knownAt', { zh: '数据时点', en: 'known at' }, null, plain(asOf.knownAt)),
    ...change('sha256', { zh: '数据摘要', en: 'hash of the figures' }, null, plain(sha256)),
  ],
});
