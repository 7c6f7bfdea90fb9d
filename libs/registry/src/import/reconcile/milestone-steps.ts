import type { EvidenceDocument, History, MilestoneFact } from '@milepost/lifecycle';
import type { DesiredMilestone, Scope } from '../project/desired-project';
import { matchFacts } from './match-facts';
import type { Step } from './step';

export interface Steps {
  readonly withdrawals: Step[];
  readonly corrections: Step[];
  readonly records: Step[];
}

const FIELDS = ['number', 'issuer', 'issuedOn'] as const;

/** Whether the register's document adds to or differs from the known one; a known hash is not the register's matter. */
function documentDiffers(desired: DesiredMilestone, known: EvidenceDocument | undefined): boolean {
  const { document } = desired;
  return document !== undefined && FIELDS.some((field) => document?.[field] !== known?.[field]);
}

function validityDiffers({ validUntil }: DesiredMilestone, known: string | undefined): boolean {
  return validUntil !== undefined && (validUntil ?? undefined) !== known;
}

function record(desired: DesiredMilestone): Step {
  const { milestone, on: occurredOn, document, validUntil, column } = desired;
  const command = {
    type: 'recordMilestone',
    milestone,
    occurredOn,
    ...(document && { document }),
    ...(validUntil && { validUntil }),
    // What is not new was matched before: another passage of the same milestone is no obstacle.
    repeat: true,
  } as const;
  return { command, column, on: occurredOn };
}

function withdraw({ milestone, id }: MilestoneFact, reason: string): Step {
  return { command: { type: 'withdrawMilestone', milestone, eventId: id, reason }, column: null };
}

function correct(fact: MilestoneFact, desired: DesiredMilestone, reason: string): Step {
  const { milestone, on: occurredOn, document, validUntil, column } = desired;
  const command = {
    type: 'correctMilestone',
    milestone,
    eventId: fact.id,
    occurredOn,
    ...(document && documentDiffers(desired, fact.document) && { document: { ...document, ...hashOf(fact) } }),
    ...(validUntil !== undefined && validityDiffers(desired, fact.validUntil) && { validUntil }),
    reason,
  } as const;
  return { command, column };
}

/** A correction replaces the document as a whole: the hash that a person added to it stays. */
function hashOf({ document }: MilestoneFact): Pick<EvidenceDocument, 'sha256'> {
  return document?.sha256 === undefined ? {} : { sha256: document.sha256 };
}

/** What brings one milestone to what the register states of it. */
function stepsOf(
  desired: readonly DesiredMilestone[],
  facts: readonly MilestoneFact[],
  history: History | undefined,
  milestone: string,
  scope: Scope,
  stated: (source: string) => boolean,
  reason: string,
  steps: Steps,
): void {
  const withdrawn = (history?.withdrawn ?? []).filter(
    ({ fact }) => fact.kind === 'milestone' && fact.milestone === milestone,
  );
  const matched = matchFacts(desired, facts, withdrawn, stated, scope.repeats === 'first');
  const changed = [
    ...matched.corrections,
    ...matched.kept.filter(
      ({ fact, desired: each }) =>
        stated(fact.source) && (documentDiffers(each, fact.document) || validityDiffers(each, fact.validUntil)),
    ),
  ];
  steps.withdrawals.push(...matched.withdrawals.map((fact) => withdraw(fact, reason)));
  for (const { fact, desired: each } of changed) {
    if (each.document === null && fact.document !== undefined) {
      // A correction can replace a document but not take it away.
      steps.withdrawals.push(withdraw(fact, reason));
      steps.records.push(record(each));
    } else {
      steps.corrections.push(correct(fact, each, reason));
    }
  }
  steps.records.push(...matched.records.map(record));
}

/** What brings the milestones that the register speaks of to what it states. */
export function milestoneSteps(
  history: History | undefined,
  milestones: readonly DesiredMilestone[],
  scope: Scope,
  stated: (source: string) => boolean,
  reason: string,
): Steps {
  const steps: Steps = { withdrawals: [], corrections: [], records: [] };
  for (const milestone of scope.milestones) {
    const desired = milestones.filter((each) => each.milestone === milestone);
    const facts = (history?.facts ?? []).filter(
      (fact): fact is MilestoneFact => fact.kind === 'milestone' && fact.milestone === milestone,
    );
    if (desired.length > 0 || facts.length > 0) {
      stepsOf(desired, facts, history, milestone, scope, stated, reason, steps);
    }
  }
  return steps;
}
