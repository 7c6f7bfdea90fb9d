import { isRaised, type IntegrityBasis } from '../../integrity/raised-flags';
import type { Notice } from '../../notices';
import { textProblems } from '../checks';
import { accept, refuse, type Decision, type DecisionContext, type ExplainFlag } from '../command';
import type { ExplanationFact, Fact, History } from '../history';
import { notices } from '../notices';

const MAX_EXPLANATION = 2_000;

/** Whether an event is one that a flag can be about: it states what is held true of the project, or put it right. */
function isKnown(id: string, { registeredBy, facts }: History): boolean {
  const corrects = (fact: Fact): boolean =>
    fact.earlier?.some(({ replacedBy }) => replacedBy === id) === true ||
    (fact.kind === 'milestone' && fact.replacedFiles?.some(({ replacedBy }) => replacedBy === id) === true);
  return id === registeredBy || facts.some((fact) => fact.id === id || corrects(fact));
}

function eventProblems(events: readonly string[], history: History): Notice[] {
  if (events.length === 0) return [notices.flagEventsMissing('events')];
  return events.flatMap((eventId, index) =>
    isKnown(eventId, history) ? [] : [notices.eventUnknown(`events.${index}`, { eventId })],
  );
}

/** The explanation in force of the very same question. */
function explained({ rule, events }: ExplainFlag, { facts }: History): ExplanationFact | undefined {
  return facts.find(
    (fact): fact is ExplanationFact =>
      fact.kind === 'explanation' &&
      fact.rule === rule &&
      fact.events.length === events.length &&
      fact.events.every((id) => events.includes(id)),
  );
}

const rulesOf = ({ book }: IntegrityBasis): string[] =>
  Object.values(book.integrity).flatMap((adoptions) =>
    adoptions.flatMap(({ value }) => value.rules.map((rule) => rule.code)),
  );

/** Answers the question of a flag that was raised; an answer is taken back whatever has become of the question. */
export function explainFlag(command: ExplainFlag, history: History, context: DecisionContext): Decision {
  const { rule, explanation, bureau } = command;
  const { integrity, today } = context;
  const sent = { ...command, events: [...new Set(command.events)] };
  const problems = [
    ...(integrity && !rulesOf(integrity).includes(rule) ? [notices.flagRuleUnknown('rule', { rule })] : []),
    ...eventProblems(sent.events, history),
    ...(explanation === null ? [] : textProblems('explanation', explanation, MAX_EXPLANATION)),
    ...textProblems('bureau', bureau, 200),
  ];
  if (problems.length > 0) return refuse(...problems);
  const before = explained(sent, history);
  if (explanation === null && before === undefined) return refuse(notices.flagNotExplained('events'));
  if (explanation !== null && integrity && !isRaised(sent, history, integrity, today)) {
    return refuse(notices.flagNotRaised('events', { rule }));
  }
  if (before?.explanation === explanation && before?.bureau === bureau) {
    return refuse(notices.nothingChanges('explanation'));
  }
  return accept([{ type: 'flag.explained.v1', data: { rule, events: sent.events, explanation, bureau } }]);
}
