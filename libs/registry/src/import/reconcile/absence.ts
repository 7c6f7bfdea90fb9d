import {
  courseOf,
  dayNumber,
  endedOn,
  isMilestone,
  isStatus,
  type DecisionContext,
  type History,
} from '@milepost/lifecycle';
import type { MissingMeans } from '../mapping/mapping';
import { statedBy, type Edition } from './provenance';
import type { Step } from './step';

/** Takes back all that the register was the last to state of what happened. The project itself stays. */
function withdrawals(history: History, stated: (source: string) => boolean, reason: string): Step[] {
  return history.facts.flatMap((fact): Step[] => {
    if (!stated(fact.source)) return [];
    if (isMilestone(fact)) {
      const command = { type: 'withdrawMilestone', milestone: fact.milestone, eventId: fact.id, reason } as const;
      return [{ command, column: null }];
    }
    return isStatus(fact) ? [{ command: { type: 'withdrawStatus', eventId: fact.id, reason }, column: null }] : [];
  });
}

/** What it means for a project that an edition no longer lists it. */
export function absenceSteps(
  history: History,
  means: MissingMeans,
  edition: Edition,
  context: DecisionContext,
): Step[] {
  const stated = statedBy(edition.register);
  const reason = `No longer listed in ${edition.file}`.slice(0, 500);
  if (means === 'keep') return [];
  if (means === 'withdraw') return withdrawals(history, stated, reason);
  const ended = endedOn(courseOf(history, context.catalogue), dayNumber(context.today)) !== null;
  // Once is enough: who was reinstated by a person since is not ended again by the same absence.
  const said = [...history.facts, ...history.withdrawn.map(({ fact }) => fact)].some(
    (fact) => fact.kind === 'terminated' && stated(fact.source) && fact.reason.startsWith('No longer listed in '),
  );
  if (ended || said) return [];
  return [{ command: { type: 'changeStatus', to: 'terminated', since: context.today, reason }, column: null }];
}
