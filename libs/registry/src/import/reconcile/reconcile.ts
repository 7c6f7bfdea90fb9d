import type { DecisionContext, History } from '@milepost/lifecycle';
import type { DesiredProject } from '../project/desired-project';
import { milestoneSteps } from './milestone-steps';
import { amendSteps, codeSteps, responsibilitySteps, scheduleSteps } from './profile-steps';
import { statedBy, type Edition } from './provenance';
import { statusSteps } from './status-steps';
import type { Step } from './step';

function registration(
  { profile }: DesiredProject,
  projectId: string,
  edition: Edition,
  key: string,
  reason: string,
): Step {
  const external = { register: edition.register, key };
  return { command: { type: 'registerProject', projectId, profile, external, overrideReason: reason }, column: null };
}

/**
 * What brings a project from what is known of it to what an edition of a register states: none when it states nothing
 * new. Withdrawals come first and new facts in the order in which they happened, so that each command fits what the ones
 * before it make.
 */
export function reconcile(
  history: History | undefined,
  desired: DesiredProject,
  identity: { readonly projectId: string; readonly key: string },
  edition: Edition,
  context: DecisionContext,
): Step[] {
  const stated = statedBy(edition.register);
  const reason = `As stated in ${edition.file}`.slice(0, 500);
  const milestones = milestoneSteps(history, desired.milestones, desired.scope, stated, reason);
  const statuses = statusSteps(history, desired.statuses, desired.scope, stated, reason);
  // The sort is stable: of one day, milestones stand before changes of status.
  const records = [...milestones.records, ...statuses.records].sort((a, b) =>
    (a.on ?? '') < (b.on ?? '') ? -1 : (a.on ?? '') > (b.on ?? '') ? 1 : 0,
  );
  return [
    ...(history === undefined
      ? [registration(desired, identity.projectId, edition, identity.key, reason)]
      : amendSteps(history, desired, context, stated, reason)),
    ...codeSteps(history, desired, stated, reason),
    ...responsibilitySteps(history, desired.responsibilities, context, stated),
    ...milestones.withdrawals,
    ...statuses.withdrawals,
    ...milestones.corrections,
    ...statuses.corrections,
    ...records,
    ...scheduleSteps(history, desired, context, stated, reason),
  ];
}
