import type { ProjectFact, RecordedProjectEvent } from '../../events/lifecycle-event';
import { projectStream } from '../../events/lifecycle-event';
import type { Notice } from '../../notices';
import { accept, type Decision, type DecisionContext, type ProjectCommand } from '../command';
import { evolve } from '../evolve';
import type { History } from '../history';
import { decide } from './index';

function provisional(fact: ProjectFact, projectId: string, revision: number, instant: string): RecordedProjectEvent {
  return {
    ...fact,
    id: `provisional-${revision}`,
    stream: projectStream(projectId),
    revision,
    position: '0',
    recordedAt: instant,
    metadata: { actor: 'provisional', source: 'provisional' },
  } as RecordedProjectEvent;
}

/**
 * Decides several commands on one project, each against the history that the ones before it make: all are accepted
 * together, or the first refusal refuses them all.
 */
export function decideInTurn(
  commands: readonly ProjectCommand[],
  projectId: string,
  history: History | undefined,
  context: DecisionContext,
): Decision {
  const facts: ProjectFact[] = [];
  const warnings: Notice[] = [];
  let known = history;
  for (const command of commands) {
    const decision = decide(command, projectId, known, context);
    if (!decision.accepted) return decision;
    warnings.push(...decision.warnings);
    for (const fact of decision.facts) {
      facts.push(fact);
      const revision = (known?.revision ?? -1) + 1;
      known = evolve(known, provisional(fact, projectId, revision, `${context.today}T00:00:00.000Z`));
    }
  }
  return accept(facts, warnings);
}
