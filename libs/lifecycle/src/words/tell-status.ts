import { dayNumber, type Day } from '../calendar';
import type { RecordedProjectEvent } from '../events';
import type { Label } from '../notices';
import { courseOf } from '../project/course';
import { evolve } from '../project/evolve';
import type { Fact, History } from '../project/history';
import { standingOn } from '../project/standing';
import { catalogueOn } from '../rules';
import { change, type FieldChange } from './field-change';
import { targetOf } from './tell-milestone';
import type { Scene, Tellers } from './teller';
import { plain, STANDING_LABELS } from './values';

const SINCE: Label = { zh: '起始日期', en: 'since' };
const STANDING: Label = { zh: '状态', en: 'standing' };

const KINDS: Partial<Record<Fact['kind'], Label>> = {
  suspended: { zh: '暂停', en: 'suspension' },
  resumed: { zh: '恢复', en: 'resumption' },
  terminated: { zh: '终止', en: 'termination' },
  reinstated: { zh: '重启', en: 'reinstatement' },
  transferred: { zh: '流转', en: 'transfer' },
};

/** How the project stands on the day, before and after the event. */
function standingChange({ history, book, event }: Scene, on: Day): FieldChange[] {
  if (history === undefined) return [];
  const catalogue = catalogueOn(book, history.registration.catalogue.code, on);
  if (catalogue === undefined) return [];
  const standing = (known: History): Label => STANDING_LABELS[standingOn(courseOf(known, catalogue), dayNumber(on))];
  return change('standing', STANDING, standing(history), standing(evolve(history, event as RecordedProjectEvent)));
}

const changed =
  (zh: string, en: string) =>
  ({ since }: { readonly since: Day }, scene: Scene) => ({
    headline: { zh, en },
    changes: [...change('since', SINCE, null, plain(since)), ...standingChange(scene, since)],
  });

/** What kind of change an event puts right, and the date that it had. */
function heldBefore({ history }: Scene, target: string): { kind: Label; on: Label | null } {
  const fact = targetOf(history, target);
  const kind = (fact && KINDS[fact.kind]) ?? { zh: '状态变更', en: 'change of status' };
  return { kind, on: fact !== undefined && 'on' in fact ? plain(fact.on) : null };
}

export const STATUS_TELLERS: Tellers = {
  'project.suspended.v1': changed('项目暂停', 'Project suspended'),
  'project.resumed.v1': changed('项目恢复', 'Project resumed'),
  'project.terminated.v1': changed('项目终止', 'Project terminated'),
  'project.reinstated.v1': changed('项目重启', 'Project reinstated'),
  'status.corrected.v1': ({ target, since }, scene) => {
    const { kind, on } = heldBefore(scene, target);
    return {
      headline: { zh: `更正${kind.zh}日期`, en: `Date of ${kind.en} corrected` },
      changes: change('since', SINCE, on, plain(since)),
    };
  },
  'status.withdrawn.v1': ({ target }, scene) => {
    const { kind, on } = heldBefore(scene, target);
    return {
      headline: { zh: `撤回${kind.zh}`, en: `${kind.en[0]?.toUpperCase()}${kind.en.slice(1)} withdrawn` },
      changes: change('since', SINCE, on, null),
    };
  },
};
