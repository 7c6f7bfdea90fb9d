import { ALWAYS, FOREVER, type DayNumber } from '../calendar/day';
import type { Catalogue } from '../catalogue/catalogue';
import { changedFacts, turnsFrom } from '../project/changed-facts';
import { courseOf, type Course } from '../project/course';
import type { Fact, History } from '../project/history';
import { profileOn, type ProfileOnDay } from '../project/profile';
import { profilesBy } from '../project/profiles-by';
import type { Rulebook } from '../rules';
import { caseBy, type BottleneckCase, type CaseBy } from './case';
import { concerns } from './concerns';
import { regimeOn, regimesOf, type Regimes, type Track } from './regimes';
import { turningDays } from './turning-days';

/** A case and the days on which it is so: from `from` (inclusive) to `to` (exclusive). */
export interface CaseSpan {
  readonly ruleset: string;
  readonly rulesetVersion: number;
  readonly bottleneck: string;
  readonly from: DayNumber;
  readonly to: DayNumber;
  readonly case: BottleneckCase;
}

function sameCase(a: BottleneckCase, b: BottleneckCase): boolean {
  return (
    a.state === b.state &&
    a.since === b.since &&
    a.startedBy === b.startedBy &&
    a.turnedOn === b.turnedOn &&
    a.turnedBy === b.turnedBy &&
    a.paused === b.paused &&
    a.yellowAfter === b.yellowAfter &&
    a.redAfter === b.redAfter &&
    a.committed === b.committed
  );
}

/** What was reckoned from an earlier state of a project, by the same rules. */
export interface EarlierSpans {
  readonly history: History;
  readonly spans: readonly CaseSpan[];
}

/** The first date of all changes that concern a bottleneck, by any version of its rule and of the catalogue. */
function sinceOf({ rules }: Track, catalogues: Iterable<Catalogue>, changed: readonly Fact[]): DayNumber {
  let since: DayNumber = FOREVER;
  for (const fact of changed) {
    const from = turnsFrom(fact);
    if (from >= since) continue;
    for (const catalogue of catalogues) if (rules.some((rule) => concerns(fact, rule, catalogue))) since = from;
  }
  return since;
}

/** What holds of a project on a day on which something can turn. */
interface Turn {
  readonly on: DayNumber;
  readonly regime: number;
  readonly course: Course | undefined;
  readonly profile: ProfileOnDay;
}

function turnsOf(history: History, book: Rulebook, regimes: Regimes, first: DayNumber): Turn[] {
  const courses = new Map<Catalogue, Course>();
  for (const catalogue of regimes.catalogues) {
    if (catalogue && !courses.has(catalogue)) courses.set(catalogue, courseOf(history, catalogue));
  }
  const profiles = profilesBy(book, history);
  const days = turningDays([...courses.values()], [...profiles.map(({ from }) => from), ...regimes.from], first);
  return days.map((on) => {
    const regime = regimeOn(regimes, on);
    const catalogue = regimes.catalogues[regime];
    return { on, regime, course: catalogue && courses.get(catalogue), profile: profileOn(profiles, on) };
  });
}

/**
 * Every bottleneck case of a project over all days, by every ruleset of its catalogue, each day by the version then in
 * force. A day's case is found in the span that holds it: `caseOn` evaluated wherever something can turn. What is dated
 * on some day turns nothing before it, so that spans reckoned earlier serve up to the first date that has changed.
 */
export function caseSpans(history: History, book: Rulebook, earlier?: EarlierSpans): readonly CaseSpan[] {
  const changed = earlier && changedFacts(earlier.history.facts, history.facts);
  const regimes = regimesOf(book, history.registration.catalogue.code);
  const catalogues = new Set(regimes.catalogues.filter((catalogue) => catalogue !== undefined));
  const since = regimes.tracks.map((track) => (changed === undefined ? ALWAYS : sinceOf(track, catalogues, changed)));
  const first = Math.min(FOREVER, ...since);
  if (first === FOREVER) return earlier?.spans ?? [];

  const turns = turnsOf(history, book, regimes, first);
  const spans: CaseSpan[] = [];
  const before = earlier?.spans ?? [];
  let next = 0;
  for (const [index, track] of regimes.tracks.entries()) {
    const from = since[index] as DayNumber;
    const kept = spans.length;
    for (; next < before.length && isOf(track, before[next] as CaseSpan); next += 1) {
      const span = before[next] as CaseSpan;
      if (span.from < from) spans.push(span);
    }
    if (from === FOREVER) continue;
    // One that ended on the first of these days may go on now.
    const last = spans.length > kept ? spans.at(-1) : undefined;
    addSpans(spans, track, turns, from, last !== undefined && last.to >= from ? spans.pop() : undefined);
  }
  return spans;
}

const isOf = (track: Track, span: CaseSpan): boolean =>
  span.bottleneck === track.bottleneck && span.ruleset === track.ruleset;

/** Adds a bottleneck's spans from a day on; `open` is the one that held just before. */
function addSpans(spans: CaseSpan[], track: Track, turns: readonly Turn[], since: DayNumber, open?: CaseSpan): void {
  const { ruleset, bottleneck } = track;
  let [course, rule, read]: [Course?, Track['rules'][number]?, CaseBy?] = [];
  const close = (to: DayNumber): void => {
    if (open !== undefined) spans.push(open.to === to ? open : { ...open, to });
    open = undefined;
  };
  for (const turn of turns) {
    if (turn.on < since) continue;
    const inForce = track.inForce[turn.regime];
    if (turn.course !== course || inForce?.rule !== rule || read === undefined) {
      [course, rule] = [turn.course, inForce?.rule];
      read = course && rule && caseBy(course, rule);
    }
    const found = read === undefined ? null : read(turn.profile, turn.on);
    if (found === null || inForce === undefined) {
      close(turn.on);
      continue;
    }
    if (open?.rulesetVersion === inForce.version && sameCase(open.case, found)) continue;
    close(turn.on);
    open = { ruleset, rulesetVersion: inForce.version, bottleneck, from: turn.on, to: FOREVER, case: found };
  }
  close(FOREVER);
}
