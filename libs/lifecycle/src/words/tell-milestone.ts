import { dayNumber } from '../calendar';
import type { EvidenceDocument } from '../events';
import type { Label } from '../notices';
import type { Fact, History } from '../project/history';
import { change, type FieldChange } from './field-change';
import type { Scene, Tellers } from './teller';
import { plain } from './values';

const OCCURRED: Label = { zh: '发生日期', en: 'date' };
const VALID: Label = { zh: '有效期至', en: 'valid until' };
const DECIDED: Label = { zh: '认定日期', en: 'decided on' };

const DOCUMENT: readonly (readonly [keyof EvidenceDocument, Label])[] = [
  ['number', { zh: '文号', en: 'document number' }],
  ['issuer', { zh: '发文单位', en: 'document issuer' }],
  ['issuedOn', { zh: '发文日期', en: 'document date' }],
  ['sha256', { zh: '文件哈希', en: 'document hash' }],
];

function documentChanges(from: EvidenceDocument | undefined, to: EvidenceDocument | undefined): FieldChange[] {
  return DOCUMENT.flatMap(([field, label]) =>
    change(`document.${field}`, label, plain(from?.[field]), plain(to?.[field])),
  );
}

/** The statement that an event puts right, as it was held before; `undefined` where it is not in force. */
export function targetOf(history: History | undefined, target: string): Fact | undefined {
  return history?.facts.find(({ id }) => id === target);
}

const headline = (zh: string, en: string, milestone: Label): Label => ({
  zh: `${zh}:${milestone.zh}`,
  en: `${en}: ${milestone.en}`,
});

/** The target date that was held for a milestone before a commitment made on a day. */
function committedBefore({ history }: Scene, milestone: string, on: string): string | undefined {
  const commitments = (history?.facts ?? []).flatMap((fact) => (fact.kind === 'commitment' ? [fact] : []));
  return commitments
    .filter((fact) => fact.on <= on && fact.targets[milestone] !== undefined)
    .sort((a, b) => dayNumber(a.on) - dayNumber(b.on) || a.revision - b.revision)
    .at(-1)?.targets[milestone];
}

export const MILESTONE_TELLERS: Tellers = {
  'milestone.reached.v1': (data, { history, vocabulary }) => {
    const again = history?.facts.some((fact) => fact.kind === 'milestone' && fact.milestone === data.milestone);
    const milestone = vocabulary.milestone(data.milestone);
    return {
      headline: again
        ? headline('再次办理', 'Milestone reached again', milestone)
        : headline('记录节点', 'Milestone reached', milestone),
      changes: [
        ...change('occurredOn', OCCURRED, null, plain(data.occurredOn)),
        ...documentChanges(undefined, data.document),
        ...change('validUntil', VALID, null, plain(data.validUntil)),
        ...change('note', { zh: '备注', en: 'note' }, null, plain(data.note)),
      ],
    };
  },
  'milestone.corrected.v1': (data, { history, vocabulary }) => {
    const fact = targetOf(history, data.target);
    const held = fact?.kind === 'milestone' ? fact : undefined;
    const { document, validUntil } = data;
    return {
      headline: headline('更正节点', 'Milestone corrected', vocabulary.milestone(data.milestone)),
      changes: [
        ...change('occurredOn', OCCURRED, plain(held?.on), plain(data.occurredOn)),
        // A correction that names a document replaces the whole of it.
        ...(document ? documentChanges(held?.document, document) : []),
        ...(validUntil === undefined ? [] : change('validUntil', VALID, plain(held?.validUntil), plain(validUntil))),
      ],
    };
  },
  'milestone.withdrawn.v1': (data, { history, vocabulary }) => {
    const held = targetOf(history, data.target);
    const milestone = vocabulary.milestone(data.milestone);
    const from = held !== undefined && 'on' in held ? plain(held.on) : null;
    if (held?.kind === 'not-applicable') {
      return {
        headline: headline('撤回“不适用”认定', '“Not applicable” withdrawn', milestone),
        changes: change('decidedOn', DECIDED, from, null),
      };
    }
    return {
      headline: headline('撤回节点', 'Milestone withdrawn', milestone),
      changes: change('occurredOn', OCCURRED, from, null),
    };
  },
  'milestone.not-applicable.v1': (data, { vocabulary }) => ({
    headline: headline('认定不适用', 'Milestone not applicable', vocabulary.milestone(data.milestone)),
    changes: [
      ...change('decidedOn', DECIDED, null, plain(data.decidedOn)),
      ...change('approver', { zh: '批准单位', en: 'approved by' }, null, plain(data.approver)),
    ],
  }),
  'schedule.committed.v1': ({ targets, committedOn }, scene) => ({
    headline: { zh: `承诺节点时间(${committedOn})`, en: `Schedule committed (on ${committedOn})` },
    changes: Object.entries(targets).flatMap(([milestone, target]) => {
      const { zh, en } = scene.vocabulary.milestone(milestone);
      const label = { zh: `${zh}计划日期`, en: `planned date of ${en}` };
      return change(`target.${milestone}`, label, plain(committedBefore(scene, milestone, committedOn)), plain(target));
    }),
  }),
};
