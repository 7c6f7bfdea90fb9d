/** The state on a day, as known at an instant; `knownAt` null: with all that is known. */
export interface AsOfState {
  readonly on: string;
  readonly knownAt: string | null;
}

/** Collects the parameters of a statement; `add` answers the placeholder. */
export class Parameters {
  readonly values: unknown[] = [];

  add(value: unknown, type?: string): string {
    this.values.push(value);
    return `$${this.values.length}${type === undefined ? '' : `::${type}`}`;
  }
}

/** The versions known at an instant. The past is the same `WHERE` as now, with another instant in it. */
export function knownAt(alias: string, { knownAt: instant }: AsOfState, parameters: Parameters): string {
  if (instant === null) return `${alias}.known_to = 'infinity'`;
  const at = parameters.add(instant, 'timestamptz');
  return `${alias}.known_from <= ${at} AND ${alias}.known_to > ${at}`;
}

/** The spans that hold a day, among the versions known at an instant. */
export function spanAsOf(alias: string, asOf: AsOfState, parameters: Parameters): string {
  const on = parameters.add(asOf.on, 'date');
  return `${alias}.on_from <= ${on} AND ${alias}.on_to > ${on} AND ${knownAt(alias, asOf, parameters)}`;
}
