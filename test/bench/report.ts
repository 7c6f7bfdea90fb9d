import { cpus, totalmem } from 'node:os';
import { ROUNDS } from './median';

/** One line of a bench's table, as text: its name first. */
export type Line = readonly string[];

export interface Table {
  readonly title: string;
  readonly heads: Line;
  readonly lines: readonly Line[];
}

export const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
export const milliseconds = (value: number): string => `${value < 10 ? value.toFixed(1) : whole(value)} ms`;
export const ratio = (value: number, beside: number): string => (value / beside).toFixed(2);

/** What the figures were taken on. */
export function machine(): string {
  const cores = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cores.length} cores (${cores[0]?.model.trim() ?? 'unknown'}), ${memory} GB, Node ${process.versions.node}; medians of ${ROUNDS}`;
}

export function print({ title, heads, lines }: Table): void {
  const all = [heads, ...lines];
  const widths = heads.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0)));
  const row = (line: Line): string =>
    line
      .map((text, column) => (column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0)))
      .join('  ');
  console.log(`\n${title}\n${row(heads)}\n${widths.map((width) => '-'.repeat(width)).join('  ')}`);
  for (const line of lines) console.log(row(line));
}
