import type { Entry, ImportReport } from '@milepost/registry';
import { textTable } from './text-table';

const number = (value: number): string => new Intl.NumberFormat('en').format(value);
/** Refusals listed on the terminal; the report file has them all. */
const MOST_LISTED = 20;

export type Language = 'en' | 'zh';

function listed(entries: readonly Entry[], language: Language): string {
  const rows = entries.slice(0, MOST_LISTED).map(({ line, column, key, value, notice }) => {
    return [String(line), column ?? '', key ?? '', value ?? '', notice[language]];
  });
  const more = entries.length - rows.length;
  const table = textTable(['line', 'column', 'key', 'value', 'reason'], rows);
  return more > 0 ? `${table}\n… and ${number(more)} more: --report FILE writes all of them` : table;
}

/** What came of an import, for a terminal. */
export function importSummary(report: ImportReport, language: Language): string {
  const { totals, seconds, entries } = report;
  const refused = entries.filter((entry) => entry.severity === 'refused');
  const warnings = entries.length - refused.length;
  const rate = number(Math.round(totals.rows / Math.max(seconds, 0.001)));
  const noticed = Object.entries(report.noticed).map(([code, count]) => `${code} ${number(count)}`);
  return [
    ...(report.dryRun ? ['Dry run: nothing was written.'] : []),
    ...(report.interrupted ? ['Interrupted: run the same command again to complete it.'] : []),
    ...report.adopted.map((what) => `Adopted ${what}.`),
    `${report.file}: ${number(totals.rows)} rows in ${seconds.toFixed(1)} s (${rate} rows/s)`,
    `projects  ${number(totals.registered)} registered, ${number(totals.changed - totals.registered)} changed, ${number(totals.unchanged)} unchanged, ${number(totals.refused)} refused`,
    `events    ${number(totals.events)}: ${number(totals.recorded)} recorded, ${number(totals.corrected)} corrected, ${number(totals.withdrawn)} withdrawn, ${number(totals.amended)} amended`,
    ...(warnings > 0 ? [`warnings  ${number(warnings)}: --report FILE writes them`] : []),
    ...(noticed.length > 0 ? [`noticed   ${noticed.join(', ')}`] : []),
    ...(report.entriesLeftOut > 0 ? [`${number(report.entriesLeftOut)} further complaints were not kept`] : []),
    ...(refused.length > 0 ? ['', `Refused:\n${listed(refused, language)}`] : []),
  ].join('\n');
}
