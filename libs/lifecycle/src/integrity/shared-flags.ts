import { dayNumber, type Day } from '../calendar/day';
import type { History } from '../project/history';
import { projectSpans } from '../project/project-spans';
import type { Rulebook } from '../rules/rulebook';
import { explanationOf, explanationsOf } from './explanations';
import { flagRegimes } from './flag-regimes';
import type { IntegrityFlag } from './flags-on';
import { isShared } from './integrity-rules';
import { documentKeys, identityKeys, isCovered, type SharedKey } from './shared-keys';

/** A flag that another project has part in. */
export interface SharedFlag extends IntegrityFlag {
  readonly projectId: string;
}

/** What a project holds of one key on a day. */
interface Holding {
  readonly history: History;
  readonly keys: readonly SharedKey[];
  readonly since: number;
}

/**
 * The flags of projects that have in common, on a day, what no two of them should: one for each project that holds the
 * key, since the day on which it and a second one held it.
 * @param histories all projects, as known then
 */
export function sharedFlags(histories: Iterable<History>, book: Rulebook, on: Day): SharedFlag[] {
  const day = dayNumber(on);
  const holders = new Map<string, Holding[]>();
  for (const history of histories) {
    const regime = flagRegimes(book, history.registration.catalogue.code).findLast(({ from }) => from <= day);
    if (regime === undefined) continue;
    const held = [...identityKeys(history, book, projectSpans(history, book)), ...documentKeys(history, book)].filter(
      ({ from, to }) => from <= day && day < to,
    );
    for (const { code, version, rules } of regime.sets) {
      for (const rule of rules.filter(({ kind }) => isShared(kind))) {
        const covered = held.filter((key) => isCovered(key, rule));
        for (const key of new Set(covered.map((each) => each.key))) {
          const keys = covered.filter((each) => each.key === key);
          const place = JSON.stringify([code, version, rule.code, key]);
          const holding = { history, keys, since: Math.min(...keys.map((each) => each.since)) };
          holders.set(place, [...(holders.get(place) ?? []), holding]);
        }
      }
    }
  }
  return [...holders].flatMap(([place, holdings]) => (holdings.length < 2 ? [] : flagsOf(place, holdings)));
}

function flagsOf(place: string, holdings: readonly Holding[]): SharedFlag[] {
  const [rules, version, rule, subject] = JSON.parse(place) as [string, number, string, string];
  const second = holdings.map(({ since }) => since).sort((a, b) => a - b)[1]!;
  return holdings.map(({ history, keys, since }) => {
    const events = [...new Set(keys.map(({ event }) => event))].sort();
    const explainedBy = explanationOf(rule, events, explanationsOf(history))?.id ?? null;
    const detail = { projects: holdings.length, key: subject };
    const flag = { rules, version, rule, subject, since: Math.max(since, second), events, detail, explainedBy };
    return { ...flag, projectId: history.projectId };
  });
}
