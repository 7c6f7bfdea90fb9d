import type { Family, Sample } from './family';

/** Of the text below, which Prometheus and all that speaks its language read. */
export const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

const escaped = (text: string): string => text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n');
const quoted = (text: string): string => `"${escaped(text).replace(/"/g, '\\"')}"`;

function valueOf(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (Number.isFinite(value)) return String(value);
  return value > 0 ? '+Inf' : '-Inf';
}

function line(name: string, { labels = {}, value }: Sample): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}=${quoted(text)}`);
  return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${valueOf(value)}\n`;
}

/**
 * Families in Prometheus' text format, version 0.0.4 (prometheus.io, “Exposition formats”). A family without values is
 * left out. Each name may stand once: see `familyProblem`.
 */
export function expose(families: readonly Family[]): string {
  return families
    .filter(({ samples }) => samples.length > 0)
    .map(
      ({ name, help, type, samples }) =>
        `# HELP ${name} ${escaped(help)}\n# TYPE ${name} ${type}\n${samples.map((each) => line(name, each)).join('')}`,
    )
    .join('');
}
