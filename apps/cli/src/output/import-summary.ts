import type { Entry, ImportReport } from '@milepost/registry';
import { textTable } from './text-table';
import { SUMMARY_TEXTS, type Language, type SummaryTexts } from './summary-texts';

const number = (value: number): string => new Intl.NumberFormat('en').format(value);
/** Refusals listed on the terminal; the report file has them all. */
const MOST_LISTED = 20;

/** Refusals of one cause, listed as one: an activity that no mapping names stands in hundreds of rows. */
function byCause(entries: readonly Entry[]): Entry[][] {
  const causes = new Map<string, Entry[]>();
  for (const entry of entries) {
    const cause = JSON.stringify([entry.column, entry.value, entry.notice.en]);
    const known = causes.get(cause);
    if (known === undefined) causes.set(cause, [entry]);
    else known.push(entry);
  }
  return [...causes.values()];
}

function listed(entries: readonly Entry[], language: Language, texts: SummaryTexts): string {
  const causes = byCause(entries);
  const rows = causes.slice(0, MOST_LISTED).map((alike) => {
    const { line, column, key, value, notice } = alike[0] as Entry;
    const times = alike.length > 1 ? ` (×${number(alike.length)})` : '';
    return [String(line), column ?? '', key ?? '', value ?? '', notice[language] + times];
  });
  const more = causes.slice(MOST_LISTED).reduce((sum, alike) => sum + alike.length, 0);
  const table = textTable(texts.head, rows);
  return more > 0 ? `${table}\n${texts.more(number(more))}` : table;
}

/** What came of an import, for a terminal. */
export function importSummary(report: ImportReport, language: Language): string {
  const texts = SUMMARY_TEXTS[language];
  const { totals, seconds, entries } = report;
  const refused = entries.filter((entry) => entry.severity === 'refused');
  const warnings = entries.length - refused.length;
  const rate = number(Math.round(totals.rows / Math.max(seconds, 0.001)));
  const noticed = Object.entries(report.noticed).map(([code, count]) => `${code} ${number(count)}`);
  const counts = Object.fromEntries(
    Object.entries({ ...totals, changed: totals.changed - totals.registered }).map(([of, count]) => [
      of,
      number(count),
    ]),
  );
  return [
    ...(report.dryRun ? [texts.dryRun] : []),
    ...(report.interrupted ? [texts.interrupted] : []),
    ...report.adopted.map((what) => texts.adopted(what, report.dryRun)),
    texts.rows(report.file, number(totals.rows), seconds.toFixed(1), rate),
    texts.projects(counts),
    texts.events(counts),
    ...(totals.unlisted > 0 ? [texts.unlisted(number(totals.unlisted))] : []),
    ...(warnings > 0 ? [texts.warnings(number(warnings))] : []),
    ...(noticed.length > 0 ? [texts.noticed(noticed.join(', '))] : []),
    ...(report.entriesLeftOut > 0 ? [texts.leftOut(number(report.entriesLeftOut))] : []),
    ...(refused.length > 0 ? ['', `${texts.refused}\n${listed(refused, language, texts)}`] : []),
  ].join('\n');
}
