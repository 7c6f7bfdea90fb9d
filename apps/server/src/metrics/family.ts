/** One value of a family, told from the others by its labels. */
export interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** All values of one name, as Prometheus takes them. Names stay as they are: people's alarms rest on them. */
export interface Family {
  /** With a unit at its end, as `_seconds`, and `_total` for a counter. */
  readonly name: string;
  readonly help: string;
  /** A counter never decreases but to zero, with the process. */
  readonly type: 'gauge' | 'counter';
  readonly samples: readonly Sample[];
}

/** A family with one value. */
export const single = (name: string, type: Family['type'], help: string, value: number): Family => ({
  name,
  help,
  type,
  samples: [{ value }],
});

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
/** Those that begin with two underscores are Prometheus' own. */
const LABEL = /^(?!__)[a-zA-Z_][a-zA-Z0-9_]*$/;

/** Why Prometheus would refuse a family, and with it the whole scrape; `null` for a sound one. */
export function familyProblem({ name, samples }: Family): string | null {
  if (!NAME.test(name)) return `${JSON.stringify(name)} is no name of a family`;
  const seen = new Set<string>();
  for (const { labels = {} } of samples) {
    const names = Object.keys(labels).sort();
    const wrong = names.find((label) => !LABEL.test(label));
    if (wrong !== undefined) return `${JSON.stringify(wrong)} is no name of a label of ${name}`;
    const key = JSON.stringify(names.map((label) => [label, labels[label]]));
    if (seen.has(key)) return `${name} has two values for the same labels ${key}`;
    seen.add(key);
  }
  return null;
}
