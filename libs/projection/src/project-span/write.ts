import { dayOf, type History, type ProjectSpan } from '@milepost/lifecycle';
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
    contact: profile.contact,
    standing,
    registered_at: history.registeredAt,
    catalogue: history.registration.catalogue.code,
    external_key: history.registration.external?.key ?? null,
  };
}

/** Rows that change from one set of versions to the next, each named by what identifies it. */
export function writeVersions<Span>(
  before: readonly Span[],
  after: readonly Span[],
  keyOf: (span: Span) => string,
  same: (a: Span, b: Span) => boolean,
  write: {
    readonly close: (span: Span) => void;
    readonly open: (span: Span) => void;
    readonly replace: (span: Span) => void;
  },
): void {
  if (before === after) return;
  // Most spans are the very same objects as before: those need no key and no comparison.
  const gone = before.filter((span) => !after.includes(span));
  const old = new Map(gone.map((span) => [keyOf(span), span]));
  for (const span of after) {
    if (before.includes(span)) continue;
    const key = keyOf(span);
    const known = old.get(key);
    old.delete(key);
    if (known === undefined) write.open(span);
    else if (!same(known, span)) write.replace(span);
  }
  for (const span of old.values()) write.close(span);
}

function sameSpan(a: ProjectSpan, b: ProjectSpan): boolean {
  if (a.to !== b.to || a.standing !== b.standing) return false;
  return a.profile === b.profile || JSON.stringify(a.profile) === JSON.stringify(b.profile);
}

/** Writes what has changed of a project's spans, as known from `at` (an event's `recordedAt`) on. */
export function writeProjectSpans(
  rows: RowWriter,
  history: History,
  before: readonly ProjectSpan[],
  after: readonly ProjectSpan[],
  at: string,
): void {
  writeVersions(before, after, (span) => String(span.from), sameSpan, {
    open: (span) => rows.open(PROJECT_SPAN, rowOf(history, span), at),
    replace: (span) => rows.replace(PROJECT_SPAN, rowOf(history, span), at),
    close: (span) => rows.close(PROJECT_SPAN, [history.projectId, dayOf(span.from)], at),
  });
}
