import { dayNumber, dayOf, type Day, type DayNumber } from '../calendar/day';
import type { ClearedBecause, LightFact, LightSubject, WarningLight } from '../events/light-event';
import type { History } from '../project/history';
import { adoptionsOf, type Rulebook } from '../rules';
import { lightKey, type AnnouncedLight, type AnnouncedLights } from './announced-lights';
import { lightRuns, type LightRun } from './light-runs';
import { caseSpans, type CaseSpan } from './spans';

/** What is asked: which turns of a project's lights are still to be said. */
export interface WatchedProject {
  /** `undefined`: the project is not registered. */
  readonly history: History | undefined;
  readonly book: Rulebook;
  /** What was said so far. */
  readonly announced: AnnouncedLights;
  /** The last day up to which lights were watched, `null` before the first. */
  readonly through: Day | null;
  /** In the zone of the project's catalogue. */
  readonly today: Day;
}

/**
 * The events that lead from the lights that were announced to those of today, as known now, in order of day. What came
 * and went since the last watched day is among them; what came and went before is not: nobody could have seen it.
 *
 * Nobody has to know how often this is asked: day by day or once after a while gives the same events, and none once they
 * are recorded.
 */
export function lightTurns({ history, book, announced, through, today }: WatchedProject): LightFact[] {
  if (history === undefined) return [];
  const lights = new Map<string, CaseSpan[]>([...announced.keys()].map((key) => [key, []]));
  for (const span of caseSpans(history, book)) {
    const known = lights.get(lightKey(span));
    if (known === undefined) lights.set(lightKey(span), [span]);
    else known.push(span);
  }
  const [watched, now] = [through === null ? null : dayNumber(through), dayNumber(today)];
  const turns = [...lights].flatMap(([key, spans]) => turnsOf(spans, announced.get(key), watched, now, book));
  // Of one day by bottleneck, so that nothing hangs on what was announced before; one has no two turns on a day.
  const placeOf = ({ data }: LightFact): string => `${data.on} ${lightKey(data)}`;
  return turns.sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
}

/** The turns of one bottleneck's light. */
function turnsOf(
  spans: readonly CaseSpan[],
  said: AnnouncedLight | undefined,
  watched: DayNumber | null,
  today: DayNumber,
  book: Rulebook,
): LightFact[] {
  const runs = lightRuns(spans);
  // A turn that was said was watched, though the day may not have been noted down: a crash came in between.
  const seen = watched === null ? today : Math.max(watched, said?.latest ?? watched);
  const first = Math.min(seen + 1, today);
  let index = runs.findLastIndex(({ from }) => from <= first);
  let [light, on, subject]: [WarningLight | null, DayNumber, LightSubject | undefined] = [
    said?.light ?? null,
    said?.on ?? first,
    said,
  ];
  const turns: LightFact[] = [];
  for (; index < runs.length && (runs[index] as LightRun).from <= today; index += 1) {
    for (const run of pathTo(runs, index, light)) {
      if (run.light === null) turns.push(cleared(run, light as WarningLight, on, subject as LightSubject, spans, book));
      else turns.push(turned(run, run.light, book));
      light = run.light;
      on = dayNumber((turns.at(-1) as LightFact).data.on);
      subject = (turns.at(-1) as LightFact).data;
    }
  }
  return turns;
}

/** The runs to be told of on the way from a light to that of a run: red is told after the yellow that led to it. */
function pathTo(runs: readonly LightRun[], index: number, light: WarningLight | null): LightRun[] {
  const run = runs[index] as LightRun;
  if (run.light === light) return [];
  if (run.light !== 'red' || light !== null) return [run];
  for (let before = index - 1; before >= 0; before -= 1) {
    const earlier = runs[before] as LightRun;
    if (earlier.light === null) break;
    if (earlier.light === 'yellow') return [earlier, run];
  }
  return [run];
}

function turned({ from, span }: LightRun, light: WarningLight, book: Rulebook): LightFact {
  const { case: found } = span as CaseSpan;
  const limit = light === 'red' ? found.redAfter : found.yellowAfter;
  const data = {
    ...subjectOf(span as CaseSpan, book),
    since: dayOf(found.since),
    startedBy: found.startedBy,
    on: dayOf(from),
    limit: dayOf(limit),
    committed: found.committed === null ? null : dayOf(found.committed),
  };
  return { type: light === 'red' ? 'bottleneck.turned-red.v1' : 'bottleneck.turned-yellow.v1', data };
}

function cleared(
  { from }: LightRun,
  was: WarningLight,
  saidOn: DayNumber,
  said: LightSubject,
  spans: readonly CaseSpan[],
  book: Rulebook,
): LightFact {
  // A light that never was, as is known now, is taken back from the day on which it was said to begin.
  const on = Math.max(from, saidOn);
  const span = spans.find((one) => one.from <= on && on < one.to);
  const { ruleset, rulesetVersion, bottleneck, awaits } = span === undefined ? said : subjectOf(span, book);
  const data = { ruleset, rulesetVersion, bottleneck, awaits, on: dayOf(on), was, because: becauseOf(span) };
  return { type: 'bottleneck.cleared.v1', data };
}

function becauseOf(span: CaseSpan | undefined): ClearedBecause {
  if (span === undefined) return 'not-concerned';
  return span.case.state === 'open' ? 'limit-moved' : span.case.state;
}

function subjectOf({ ruleset, rulesetVersion, bottleneck }: CaseSpan, book: Rulebook): LightSubject {
  const version = adoptionsOf(book.rulesets, ruleset)?.find(({ value }) => value.version === rulesetVersion)?.value;
  const awaits = version?.bottlenecks.find(({ code }) => code === bottleneck)?.awaits ?? bottleneck;
  return { ruleset, rulesetVersion, bottleneck, awaits };
}
