import { ALWAYS, dayNumber, FOREVER, type DayNumber } from '../calendar/day';
import { toHalfWidth } from '../codes/half-width';
import type { History, MilestoneFact } from '../project/history';
import type { ProfileOnDay } from '../project/profile';
import type { ProjectSpan } from '../project/project-spans';
import { timeZoneOf, type Rulebook } from '../rules/rulebook';
import { dayNumberIn } from './day-number-in';
import { documentKey } from './document-key';
import { flagRegimes } from './flag-regimes';
import type { IntegrityRule, SharedKind } from './integrity-rules';

/** Something that no two projects should have, and the days on which a project has it: `from` inclusive, `to` exclusive. */
export interface SharedKey {
  readonly kind: SharedKind;
  readonly key: string;
  /** Id of the event that gave it to the project. */
  readonly event: string;
  /** Code of the milestone that a document proves, `''` for what names the project. */
  readonly milestone: string;
  readonly from: DayNumber;
  readonly to: DayNumber;
  /** The day that people would name as its first: of what it was registered with, that of the registration. */
  readonly since: DayNumber;
}

/** Whether a rule looks at a key. */
export function isCovered(key: SharedKey, rule: IntegrityRule): boolean {
  if (rule.kind !== key.kind) return false;
  const milestones = rule.kind === 'shared-document' ? rule.parameters.milestones : undefined;
  return milestones === undefined || milestones.includes(key.milestone);
}

const NOT_A_LETTER = /[^\p{L}\p{N}]/gu;
const plain = (text: string): string => toHalfWidth(text).replace(NOT_A_LETTER, '').toUpperCase();

/** Investor, district and name as they are compared, whatever spaces, punctuation and width; `null` without an investor. */
export function identityKey({ name, district, investor, investorCode }: ProfileOnDay): string | null {
  const who = investorCode ?? investor;
  return who === null ? null : `${plain(who)}|${district}|${plain(name)}`;
}

/** Whether two states of a project are compared by the same words. */
const isNamedAlike = (a: ProfileOnDay, b: ProfileOnDay): boolean =>
  a === b ||
  (a.name === b.name && a.district === b.district && a.investor === b.investor && a.investorCode === b.investorCode);

/**
 * The keys that name a project; none where no rules look at it. One that has ended is nobody's duplicate: it may well
 * be taken up again as another.
 * @param spans the project's, by the same rules
 */
export function identityKeys(history: History, book: Rulebook, spans: readonly ProjectSpan[]): SharedKey[] {
  const timeZone = watchedIn(history, book);
  if (timeZone === null) return [];
  const keys: SharedKey[] = [];
  let named: ProfileOnDay | undefined;
  let key: string | null = null;
  for (const { from, to, profile, standing } of spans) {
    if (standing === 'ended') continue;
    if (named === undefined || !isNamedAlike(named, profile)) key = identityKey(profile);
    named = profile;
    if (key === null) continue;
    const last = keys.at(-1);
    if (last?.to === from && last.key === key) {
      keys[keys.length - 1] = { ...last, to };
      continue;
    }
    const since = from === ALWAYS ? dayNumberIn(timeZone, history.registeredAt) : from;
    keys.push({ kind: 'duplicate-project', key, event: history.registeredBy, milestone: '', from, to, since });
  }
  return keys;
}

/** The time zone of a project that rules look at. */
function watchedIn({ registration }: History, book: Rulebook): string | null {
  const { code } = registration.catalogue;
  return flagRegimes(book, code).length === 0 ? null : (timeZoneOf(book, code) ?? null);
}

// Read once for all states of a project that hold the statement.
const ofFacts = new WeakMap<MilestoneFact, SharedKey | null>();

/** The document number that proves a milestone, from the day of the milestone on. */
function documentKeyOf(fact: MilestoneFact): SharedKey | null {
  let known = ofFacts.get(fact);
  if (known === undefined) {
    const key = documentKey(fact.document?.number);
    const { id: event, milestone } = fact;
    const from = dayNumber(fact.on);
    known = key === null ? null : { kind: 'shared-document', key, event, milestone, from, to: FOREVER, since: from };
    ofFacts.set(fact, known);
  }
  return known;
}

/** The document numbers that prove a project's milestones; none where no rules look at it. */
export function documentKeys(history: History, book: Rulebook): SharedKey[] {
  if (watchedIn(history, book) === null) return [];
  const keys: SharedKey[] = [];
  for (const fact of history.facts) {
    const key = fact.kind === 'milestone' ? documentKeyOf(fact) : null;
    if (key !== null) keys.push(key);
  }
  return keys;
}
