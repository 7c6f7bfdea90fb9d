import { dayNumber, type Day } from '../calendar/day';
import type { History } from '../project/history';
import { profileOn } from '../project/profile';
import { profilesBy } from '../project/profiles-by';
import type { Rulebook } from '../rules/rulebook';
import { explanationOf, explanationsOf } from './explanations';
import { findings } from './findings';
import { flagRegimes } from './flag-regimes';
import type { FlagDetail } from './flag';
import type { Publications } from './publications';
import { readingOf } from './reading';

/** A question raised about a project on a day. */
export interface IntegrityFlag {
  readonly rules: string;
  readonly version: number;
  readonly rule: string;
  readonly subject: string;
  /** The first day of what it asks about. */
  readonly since: number;
  readonly events: readonly string[];
  readonly detail: FlagDetail;
  readonly explainedBy: string | null;
}

/**
 * The flags that a project raises by itself on a day. What is known is decided before, by the history and the rules.
 * @param publications may be of any later knowledge: what was stated before a report is not flagged by it
 */
export function integrityFlags(history: History, book: Rulebook, publications: Publications, on: Day): IntegrityFlag[] {
  const day = dayNumber(on);
  const regime = flagRegimes(book, history.registration.catalogue.code).findLast(({ from }) => from <= day);
  if (regime?.catalogue === undefined) return [];
  const reading = readingOf(history, regime.catalogue, publications, profileOn(profilesBy(book, history), day));
  const explanations = explanationsOf(history);
  return regime.sets.flatMap(({ code: rules, version, rules: list }) =>
    list.flatMap((rule) =>
      findings(rule, reading)
        .filter(({ from, to }) => from <= day && day < to)
        .map(({ subject, from: since, events, detail }) => {
          const explainedBy = explanationOf(rule.code, events, explanations)?.id ?? null;
          return { rules, version, rule: rule.code, subject, since, events, detail, explainedBy };
        }),
    ),
  );
}
