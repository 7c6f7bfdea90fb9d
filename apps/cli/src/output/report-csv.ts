import type { ImportReport } from '@milepost/registry';

const HEAD = ['line', 'column', 'key', 'value', 'severity', 'code', 'reason', '原因'];

/** A cell of a CSV file. What a spreadsheet would take for a formula is marked as text. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Every refusal and warning as CSV: UTF-8 with a byte order mark, without which Excel would not read the Chinese. */
export function reportCsv(report: ImportReport): string {
  const rows = report.entries.map(({ line, column, key, value, severity, notice }) => {
    return [String(line), column ?? '', key ?? '', value ?? '', severity, notice.code, notice.en, notice.zh];
  });
  return `\uFEFF${[HEAD, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}
