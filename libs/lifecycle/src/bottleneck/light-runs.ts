import { ALWAYS, FOREVER, type DayNumber } from '../calendar/day';
import type { WarningLight } from '../events/light-event';
import { lightOn } from './case';
import type { CaseSpan } from './spans';

/** Days on end with the same light, or with none: from `from` (inclusive) to `to` (exclusive). */
export interface LightRun {
  readonly from: DayNumber;
  readonly to: DayNumber;
  /** `null`: green, or nothing that is open. */
  readonly light: WarningLight | null;
  /** The case on the first of these days, `null` where there is none. */
  readonly span: CaseSpan | null;
}

/** The days within a span on which its light can turn, the first one included. */
function turnsWithin({ from, to, case: { state, yellowAfter, redAfter } }: CaseSpan): DayNumber[] {
  if (state !== 'open') return [from];
  const within = [yellowAfter + 1, redAfter + 1].filter((day) => day > from && day < to);
  return [from, ...within.sort((a, b) => a - b)];
}

function warningOn({ case: found }: CaseSpan, on: DayNumber): WarningLight | null {
  const light = found.state === 'open' ? lightOn(found, on) : 'green';
  return light === 'green' ? null : light;
}

/** The lights of one bottleneck over all days, without gap, from its spans in order. */
export function lightRuns(spans: readonly CaseSpan[]): LightRun[] {
  const runs: LightRun[] = [];
  const add = (from: DayNumber, to: DayNumber, light: WarningLight | null, span: CaseSpan | null): void => {
    if (from >= to) return;
    const last = runs.at(-1);
    if (last?.light === light) runs[runs.length - 1] = { ...last, to };
    else runs.push({ from, to, light, span });
  };
  let until = ALWAYS;
  for (const span of spans) {
    add(until, span.from, null, null);
    const turns = turnsWithin(span);
    for (const [index, from] of turns.entries()) add(from, turns[index + 1] ?? span.to, warningOn(span, from), span);
    until = span.to;
  }
  add(until, FOREVER, null, null);
  return runs;
}
