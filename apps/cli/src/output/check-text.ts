import type { RowDifference, ViewReport, ViewsReport } from '@milepost/projection';
import { textTable } from './text-table';

const number = new Intl.NumberFormat('en');

const differing = ({ tables }: ViewReport): number =>
  tables.reduce((sum, { missing, surplus, different }) => sum + missing + surplus + different, 0);

/** Whether every row of every view is what the events make. */
export function isSound({ views, absent }: ViewsReport): boolean {
  return (
    absent.length === 0 &&
    views.every((view) => differing(view) === 0 && view.parked.length === 0 && view.unfoldable.length === 0)
  );
}

function differenceText(view: string, { table, kind, stored, expected }: RowDifference): string {
  const lines = [`${view}.${table}: ${kind}`];
  if (stored !== null) lines.push(`  view   ${stored}`);
  if (expected !== null) lines.push(`  events ${expected}`);
  return lines.join('\n');
}

function viewText(report: ViewReport): string[] {
  const { view, differences, parked, unfoldable } = report;
  const more = differing(report) - differences.length;
  return [
    ...differences.map((difference) => differenceText(view, difference)),
    ...(differences.length > 0 && more > 0 ? [`${view}: … and ${number.format(more)} more`] : []),
    ...parked.map(({ key, eventId, error }) => `${view}: ${key} is parked at event ${eventId}: ${firstLine(error)}`),
    ...unfoldable.map(({ key, eventId, error }) => `${view}: event ${eventId} of ${key} can't be folded: ${error}`),
  ];
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

/** What a check of all views came to: every difference first, a table of counts, and a verdict. */
export function checkText(report: ViewsReport, seconds: number): string {
  const rows = report.views.flatMap(({ view, position, tables }) =>
    tables.map(({ table, rows: count, missing, surplus, different }) => [
      `${view}.${table}`,
      ...[count, missing, surplus, different].map((each) => number.format(each)),
      position,
    ]),
  );
  const total = report.views.reduce((sum, view) => sum + differing(view), 0);
  const rate = number.format(Math.round(report.events / Math.max(seconds, 0.001)));
  return [
    ...report.views.flatMap(viewText),
    ...report.absent.map((view) => `${view}: there is no such view of this program's version to compare`),
    textTable(['table', 'rows', 'missing', 'surplus', 'different', 'up to position'], rows, 60),
    `${number.format(report.events)} events folded from zero in ${seconds.toFixed(1)} s (${rate} events/s)`,
    isSound(report)
      ? 'Every row is what the events make.'
      : `${number.format(total)} rows are not what the events make.`,
  ].join('\n');
}
