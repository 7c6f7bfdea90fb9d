import type { Catalogue } from '../catalogue/catalogue';
import { ALWAYS, dayNumber, type DayNumber } from '../calendar/day';
import type { Profile } from '../events/lifecycle-event';
import { compareYuan, type Yuan } from '../money/yuan';
import type { Fact, History, ResponsibilityFact } from './history';

/** A project's attributes on a day: those that it is found, grouped and shown by. */
export interface ProfileOnDay extends Profile {
  /** 投资项目统一代码 now in use, `null` before one is assigned. */
  readonly code: string | null;
  /** Codes used before, oldest first. */
  readonly aliases: readonly string[];
  readonly sizeTier: string | null;
  readonly leadOfficial: string | null;
  /** Directory id of the person in that post, when one was named. */
  readonly leadOfficialId: string | null;
  readonly bureau: string | null;
  readonly contact: string | null;
  /** Directory id of the person in that post, when one was named. */
  readonly contactId: string | null;
}

/** Code of the size tier that a total belongs to, `null` for an unknown total. */
export function sizeTierOf(catalogue: Catalogue, totalInvestment: string | null): string | null {
  if (totalInvestment === null) return null;
  const tier = catalogue.sizeTiers.findLast((t) => compareYuan(t.from as Yuan, totalInvestment as Yuan) <= 0);
  return tier?.code ?? null;
}

interface Change {
  readonly on: DayNumber;
  readonly revision: number;
  readonly profile?: Partial<Profile>;
  readonly roles?: Partial<ProfileOnDay>;
}

function changeOf(fact: Fact): Change | null {
  const { revision } = fact;
  switch (fact.kind) {
    case 'profile':
      return { on: fact.on === null ? ALWAYS : dayNumber(fact.on), revision, profile: fact.changes };
    case 'transferred':
      return { on: dayNumber(fact.on), revision, profile: { district: fact.district } };
    case 'responsibility':
      return { on: dayNumber(fact.on), revision, roles: rolesOf(fact) };
    default:
      return null;
  }
}

/** What an assignment makes of a profile: the post, and the person in it or none. */
export function rolesOf(assigned: Pick<ResponsibilityFact, 'role' | 'assignee' | 'person'>): Partial<ProfileOnDay> {
  const { role, assignee, person = null } = assigned;
  switch (role) {
    case 'lead-official':
      return { leadOfficial: assignee, leadOfficialId: person };
    case 'contact':
      return { contact: assignee, contactId: person };
    case 'bureau':
      return { bureau: assignee };
  }
}

export interface ProfileSpan {
  readonly from: DayNumber;
  readonly profile: ProfileOnDay;
}

/**
 * The attributes from each date on which they change, oldest first; the first span starts at `ALWAYS`.
 * @param catalogueDays dates from which another version of the catalogue is in force: size tiers may change with it
 */
export function profileSpans(
  history: History,
  catalogueOf: (on: DayNumber) => Catalogue | undefined,
  catalogueDays: readonly DayNumber[] = [],
): ProfileSpan[] {
  const changes: Change[] = catalogueDays.map((on) => ({ on, revision: -1 }));
  const codes: string[] = [];
  for (const fact of history.facts) {
    if (fact.kind === 'code') codes.push(fact.code);
    const change = changeOf(fact);
    if (change !== null) changes.push(change);
  }
  changes.sort((a, b) => a.on - b.on || a.revision - b.revision);
  const code = codes.at(-1) ?? null;
  const { registration } = history;
  let profile: ProfileOnDay = {
    name: registration.name,
    kind: registration.kind,
    investor: registration.investor,
    investorCode: registration.investorCode,
    district: registration.district,
    industry: registration.industry,
    landMode: registration.landMode,
    totalInvestment: registration.totalInvestment,
    tags: registration.tags,
    code,
    aliases: codes.length > 1 ? [...new Set(codes.slice(0, -1))].filter((alias) => alias !== code) : [],
    sizeTier: null,
    leadOfficial: null,
    leadOfficialId: null,
    bureau: null,
    contact: null,
    contactId: null,
  };
  const spans: ProfileSpan[] = [];
  const put = (from: DayNumber): void => {
    const catalogue = catalogueOf(from);
    const sizeTier = catalogue === undefined ? profile.sizeTier : sizeTierOf(catalogue, profile.totalInvestment);
    if (sizeTier !== profile.sizeTier) profile = { ...profile, sizeTier };
    if (spans.at(-1)?.profile === profile) return;
    if (spans.at(-1)?.from === from) spans.pop();
    spans.push({ from, profile });
  };
  put(ALWAYS);
  for (const change of changes) {
    if (change.profile !== undefined) profile = { ...profile, ...change.profile };
    if (change.roles !== undefined) profile = { ...profile, ...change.roles };
    put(change.on);
  }
  return spans;
}

/** The attributes on one day. */
export function profileOn(spans: readonly ProfileSpan[], on: DayNumber): ProfileOnDay {
  const span = spans.findLast((s) => s.from <= on);
  if (span === undefined) throw new RangeError('a profile starts with the first span');
  return span.profile;
}
