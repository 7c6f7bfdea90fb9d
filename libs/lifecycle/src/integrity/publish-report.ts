import { isDay } from '../calendar/day';
import { isMonth, monthOf } from '../calendar/month';
import type { RecordedReport, ReportPublished } from '../events/integrity-event';
import type { Notice } from '../notices';
import { notices } from '../project/notices';
import { adoptionsOf, type Rulebook } from '../rules/rulebook';
import { reportNotices } from './report-notices';

export type ReportDecision =
  | {
      readonly accepted: true;
      readonly facts: readonly [{ readonly type: 'report.published.v1'; readonly data: ReportPublished }];
      readonly warnings: readonly Notice[];
    }
  | { readonly accepted: false; readonly errors: readonly Notice[] };

const SHA256 = /^[0-9a-f]{64}$/;

/**
 * Publishes a month's report, once: what was said stays said.
 * @param earlier the month's report, where it was published before
 * @param now today in the region's time zone, and the present instant (ISO 8601, UTC)
 */
export function publishReport(
  report: ReportPublished,
  earlier: RecordedReport | undefined,
  book: Rulebook,
  now: { readonly today: string; readonly instant: string },
): ReportDecision {
  const { month, ruleset, sha256, asOf } = report;
  const errors: Notice[] = [];
  if (!isMonth(month)) errors.push(notices.monthInvalid('month', { month }));
  else if (month > monthOf(now.today)) errors.push(notices.monthInFuture('month', { month }));
  if (earlier !== undefined) {
    errors.push(reportNotices.reportAlreadyPublished('month', { month, at: earlier.recordedAt }));
  }
  const versions = adoptionsOf(book.rulesets, ruleset.code) ?? [];
  if (!versions.some(({ value }) => value.version === ruleset.version)) {
    errors.push(
      reportNotices.rulesetVersionUnknown('ruleset.version', { ruleset: ruleset.code, version: ruleset.version }),
    );
  }
  if (!SHA256.test(sha256)) errors.push(reportNotices.hashInvalid('sha256'));
  if (!isDay(asOf.on)) errors.push(notices.dateInvalid('asOf.on', { date: asOf.on }));
  if (asOf.knownAt > now.instant) errors.push(reportNotices.instantInFuture('asOf.knownAt', { instant: asOf.knownAt }));
  if (errors.length > 0) return { accepted: false, errors };
  return { accepted: true, facts: [{ type: 'report.published.v1', data: report }], warnings: [] };
}
