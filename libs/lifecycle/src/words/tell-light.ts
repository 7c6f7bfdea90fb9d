import type { ClearedBecause, LightSubject, LightTurned } from '../events';
import type { Label } from '../notices';
import { adoptionsOf } from '../rules';
import { change } from './field-change';
import { CASE_STATE_LABELS, LIGHT_LABELS } from './state-changes';
import type { Scene, Teller, Tellers } from './teller';
import { plain } from './values';
import { vocabularyOf } from './vocabulary';

const LIGHT: Label = { zh: '灯', en: 'light' };
const ON: Label = { zh: '日期', en: 'on' };

const BECAUSE: Readonly<Record<ClearedBecause, Label>> = {
  passed: CASE_STATE_LABELS.passed,
  skipped: CASE_STATE_LABELS.skipped,
  ended: CASE_STATE_LABELS.ended,
  suspended: CASE_STATE_LABELS.suspended,
  'limit-moved': { zh: '时限已调整', en: 'the limit was moved' },
  'not-concerned': { zh: '不再适用', en: 'it no longer applies' },
};

/** A bottleneck and what it awaits, as the version that it went by calls them. */
function named({ ruleset, rulesetVersion, bottleneck, awaits }: LightSubject, { book }: Scene) {
  const versions = adoptionsOf(book.rulesets, ruleset);
  const rules = (versions?.find(({ value }) => value.version === rulesetVersion) ?? versions?.at(-1))?.value;
  const label = rules?.bottlenecks.find(({ code }) => code === bottleneck)?.label;
  return {
    bottleneck: label ?? { zh: bottleneck, en: bottleneck },
    awaits: vocabularyOf(book, rules?.catalogue).milestone(awaits),
  };
}

const turned =
  (light: 'yellow' | 'red', zh: string, en: string): Teller<LightTurned> =>
  (data, scene) => {
    const { bottleneck, awaits } = named(data, scene);
    return {
      headline: { zh: `${zh}:${bottleneck.zh}`, en: `${en}: ${bottleneck.en}` },
      changes: [
        ...change('light', LIGHT, null, LIGHT_LABELS[light]),
        ...change('on', ON, null, plain(data.on)),
        ...change('limit', { zh: '时限', en: 'limit' }, null, plain(data.limit)),
        ...change('since', { zh: '起算日期', en: 'clock from' }, null, plain(data.since)),
        ...change('committed', { zh: '承诺日期', en: 'committed date' }, null, plain(data.committed)),
        ...change('awaits', { zh: '等待节点', en: 'awaits' }, null, awaits),
      ],
    };
  };

export const LIGHT_TELLERS: Tellers = {
  'bottleneck.turned-yellow.v1': turned('yellow', '亮黄灯', 'Light turned yellow'),
  'bottleneck.turned-red.v1': turned('red', '亮红灯', 'Light turned red'),
  'bottleneck.cleared.v1': (data, scene) => {
    const { bottleneck } = named(data, scene);
    return {
      headline: { zh: `解除预警:${bottleneck.zh}`, en: `Light cleared: ${bottleneck.en}` },
      changes: [
        ...change('light', LIGHT, LIGHT_LABELS[data.was], null),
        ...change('on', ON, null, plain(data.on)),
        ...change('because', { zh: '原因', en: 'because' }, null, BECAUSE[data.because]),
      ],
    };
  },
};
