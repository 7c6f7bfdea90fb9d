import type { History, StatusFact } from '@milepost/lifecycle';
import type { DesiredStatus, Scope } from '../project/desired-project';
import { matchFacts } from './match-facts';
import type { Steps } from './milestone-steps';

/** What brings the changes of status that the register speaks of to what it states. */
export function statusSteps(
  history: History | undefined,
  statuses: readonly DesiredStatus[],
  scope: Scope,
  stated: (source: string) => boolean,
  reason: string,
): Steps {
  const steps: Steps = { withdrawals: [], corrections: [], records: [] };
  for (const kind of scope.statuses) {
    const desired = statuses.filter(({ to }) => to === kind);
    const facts = (history?.facts ?? []).filter((fact): fact is StatusFact => fact.kind === kind);
    const withdrawn = (history?.withdrawn ?? []).filter(({ fact }) => fact.kind === kind);
    const matched = matchFacts(desired, facts, withdrawn, stated, false);
    for (const { id } of matched.withdrawals) {
      steps.withdrawals.push({ command: { type: 'withdrawStatus', eventId: id, reason }, column: null });
    }
    for (const { fact, desired: each } of matched.corrections) {
      const command = { type: 'correctStatus', eventId: fact.id, since: each.on, reason } as const;
      steps.corrections.push({ command, column: each.column });
    }
    for (const each of matched.records) {
      const command = { type: 'changeStatus', to: kind, since: each.on, reason: each.reason ?? reason } as const;
      steps.records.push({ command, column: each.column, on: each.on });
    }
  }
  return steps;
}
