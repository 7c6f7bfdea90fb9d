import type { Label } from '../notices';
import { change } from './field-change';
import type { Tellers } from './teller';
import { plain } from './values';

const MILESTONE: Label = { zh: '影响节点', en: 'holds up' };
const BUREAU: Label = { zh: '责任单位', en: 'to be solved by' };
const RAISED: Label = { zh: '提出日期', en: 'raised on' };
const DUE: Label = { zh: '办结时限', en: 'due on' };
const RESOLVED: Label = { zh: '销号日期', en: 'resolved on' };
const RESOLUTION: Label = { zh: '解决情况', en: 'resolution' };

const headline = (zh: string, en: string, title: string | undefined): Label =>
  title === undefined ? { zh, en } : { zh: `${zh}:${title}`, en: `${en}: ${title}` };

export const ISSUE_TELLERS: Tellers = {
  'issue.raised.v1': ({ title, milestone, bureau, raisedOn, dueOn }, { vocabulary }) => ({
    headline: headline('登记问题', 'Issue raised', title),
    changes: [
      ...change('milestone', MILESTONE, null, milestone === null ? null : vocabulary.milestone(milestone)),
      ...change('bureau', BUREAU, null, plain(bureau)),
      ...change('raisedOn', RAISED, null, plain(raisedOn)),
      ...change('dueOn', DUE, null, plain(dueOn)),
    ],
  }),
  'issue.resolved.v1': ({ target, resolvedOn, resolution }, { history }) => {
    const issue = history?.facts.find((fact) => fact.kind === 'issue' && fact.id === target);
    return {
      headline: headline('问题销号', 'Issue resolved', issue?.kind === 'issue' ? issue.title : undefined),
      changes: [
        ...change('resolvedOn', RESOLVED, null, plain(resolvedOn)),
        ...change('resolution', RESOLUTION, null, plain(resolution)),
      ],
    };
  },
};
