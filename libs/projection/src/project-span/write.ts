import { dayOf, type History, type ProfileOnDay, type ProjectSpan } from '@milepost/lifecycle';
import type { RowWriter } from '../rows/row-writer';
import type { Row } from '../rows/table';
import { PROJECT_SPAN } from './table';

function rowOf(history: History, { from, to, profile, standing }: ProjectSpan): Row {
  return {
    project_id: history.projectId,
    on_from: dayOf(from),
    on_to: dayOf(to),
    name: profile.name,
    code: profile.code,
    aliases: profile.aliases,
    kind: profile.kind,
    investor: profile.investor,
    investor_code: profile.investorCode,
    district: profile.district,
    industry: profile.industry,
    land_mode: profile.landMode,
    total_investment: profile.totalInvestment,
    size_tier: profile.sizeTier,
    tags: profile.tags,
    bureau: profile.bureau,
    lead_official: profile.leadOfficial,
    lead_official_id: profile.leadOfficialId,
    contact: profile.contact,
    contact_id: profile.contactId,
    standing,
    registered_at: history.registeredAt,
    catalogue: history.registration.catalogue.code,
    external_key: history.registration.external?.key ?? null,
  };
}

/** Rows that change from one set of versions to the next; `sameKey` tells whether two are versions of one row. */
export function writeVersions<Span>(
  before: readonly Span[],
  after: readonly Span[],
  sameKey: (a: Span, b: Span) => boolean,
  same: (a: Span, b: Span) => boolean,
  write: {
    readonly close: (span: Span) => void;
    readonly open: (span: Span) => void;
    readonly replace: (span: Span) => void;
  },
): void {
  if (before === after) return;
  // Most spans are the very same objects as before: those need no comparison. What is left is few.
  const gone: (Span | undefined)[] = missing(before, after);
  for (const span of missing(after, before)) {
    const index = gone.findIndex((one) => one !== undefined && sameKey(one, span));
    const known = index < 0 ? undefined : gone[index];
    if (known === undefined) {
      write.open(span);
      continue;
    }
    gone[index] = undefined;
    if (!same(known, span)) write.replace(span);
  }
  for (const span of gone) if (span !== undefined) write.close(span);
}

/** Those of a list that the other does not hold; where both run alike, without looking further. */
function missing<Span>(list: readonly Span[], other: readonly Span[]): Span[] {
  const result: Span[] = [];
  let next = 0;
  for (const span of list) {
    if (span === other[next]) {
      next += 1;
      continue;
    }
    const at = other.indexOf(span);
    if (at < 0) result.push(span);
    else next = at + 1;
  }
  return result;
}

function sameSpan(a: ProjectSpan, b: ProjectSpan): boolean {
  if (a.to !== b.to || a.standing !== b.standing) return false;
  return a.profile === b.profile || sameProfile(a.profile, b.profile);
}

function sameProfile(a: ProfileOnDay, b: ProfileOnDay): boolean {
  for (const field in a) {
    const [x, y] = [a[field as keyof ProfileOnDay], b[field as keyof ProfileOnDay]];
    if (x === y) continue;
    if (!Array.isArray(x) || !Array.isArray(y) || x.length !== y.length) return false;
    if (x.some((each, index) => each !== y[index])) return false;
  }
  return true;
}

/** Writes what has changed of a project's spans, as known from `at` (an event's `recordedAt`) on. */
export function writeProjectSpans(
  rows: RowWriter,
  history: History,
  before: readonly ProjectSpan[],
  after: readonly ProjectSpan[],
  at: string,
): void {
  writeVersions(before, after, (a, b) => a.from === b.from, sameSpan, {
    open: (span) => rows.open(PROJECT_SPAN, rowOf(history, span), at),
    replace: (span) => rows.replace(PROJECT_SPAN, rowOf(history, span), at),
    close: (span) => rows.close(PROJECT_SPAN, [history.projectId, dayOf(span.from)], at),
  });
}
