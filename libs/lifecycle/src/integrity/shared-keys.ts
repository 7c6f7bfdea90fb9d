import { dayNumber, FOREVER, type DayNumber } from '../calendar/day';
import { toHalfWidth } from '../codes/half-width';
import type { History } from '../project/history';
import type { ProfileOnDay } from '../project/profile';
import type { ProjectSpan } from '../project/project-spans';
import { documentKey } from './document-key';
import type { SharedKind } from './integrity-rules';

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
}

const NOT_A_LETTER = /[^\p{L}\p{N}]/gu;
const plain = (text: string): string => toHalfWidth(text).replace(NOT_A_LETTER, '').toUpperCase();

/** Investor, district and name as they are compared, whatever spaces, punctuation and width; `null` without an investor. */
export function identityKey({ name, district, investor, investorCode }: ProfileOnDay): string | null {
  const who = investorCode ?? investor;
  return who === null ? null : `${plain(who)}|${district}|${plain(name)}`;
}

/** The keys that name a project. One that has ended is nobody's duplicate: it may well be taken up again as another. */
export function identityKeys({ registeredBy }: History, spans: readonly ProjectSpan[]): SharedKey[] {
  const keys: SharedKey[] = [];
  for (const { from, to, profile, standing } of spans) {
    const key = standing === 'ended' ? null : identityKey(profile);
    if (key === null) continue;
    const last = keys.at(-1);
    if (last?.to === from && last.key === key) keys[keys.length - 1] = { ...last, to };
    else keys.push({ kind: 'duplicate-project', key, event: registeredBy, milestone: '', from, to });
  }
  return keys;
}

/** The document numbers that prove a project's milestones, each from the day of its milestone on. */
export function documentKeys({ facts }: History): SharedKey[] {
  const keys: SharedKey[] = [];
  for (const fact of facts) {
    if (fact.kind !== 'milestone') continue;
    const key = documentKey(fact.document?.number);
    if (key === null) continue;
    const { id: event, milestone, on } = fact;
    keys.push({ kind: 'shared-document', key, event, milestone, from: dayNumber(on), to: FOREVER });
  }
  return keys;
}
