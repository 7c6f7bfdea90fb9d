import {
  attributeChanges,
  caseText,
  comparePositions,
  dayNumber,
  dayOf,
  lightOn,
  MILESTONE_STATUS_LABELS,
  projectStateOn,
  retell,
  timelineChanges,
  vocabularyOf,
  type BottleneckCase,
  type Day,
  type DayNumber,
  type FieldChange,
  type History,
  type Label,
  type Light,
  type ProjectState,
  type RecordedEvent,
  type Rulebook,
  type ToldEvent,
} from '@milepost/lifecycle';

/** One of the two states that are compared. */
export interface Side {
  readonly on: Day;
  /** Position of the last event known. */
  readonly position: string;
  readonly book: Rulebook;
  readonly ruleset: string;
}

/** A case as it stands on one side, with what is held up by it. */
export interface ComparedCase {
  readonly found: BottleneckCase;
  readonly light: Light | null;
  /** Exact yuan, `'0'` unless it is open. */
  readonly heldUp: string;
}

export interface CaseChange {
  readonly bottleneck: string;
  /** `null` where the project is not concerned, or not among those asked for. */
  readonly from: ComparedCase | null;
  readonly to: ComparedCase | null;
}

/** A date that went by between the two days: it changes something without any event. */
export interface PassedDate {
  readonly on: Day;
  readonly text: Label;
}

export interface ComparedProject {
  readonly id: string;
  readonly from: ProjectState | undefined;
  readonly to: ProjectState | undefined;
  readonly attributes: readonly FieldChange[];
  readonly milestones: readonly FieldChange[];
  readonly cases: readonly CaseChange[];
  readonly passed: readonly PassedDate[];
  /** The whole stream as far as either side knows it, and which of its events lie between the two states. */
  readonly told: readonly ToldEvent[];
  readonly between: ReadonlySet<string>;
  /** Whether it is among those asked for, on each side. */
  readonly chosen: { readonly from: boolean; readonly to: boolean };
}

interface Asked extends Pick<ComparedProject, 'id' | 'chosen'> {
  readonly stream: readonly RecordedEvent[];
  readonly from: Side;
  readonly to: Side;
}

const upTo = (position: string, limit: string): boolean => comparePositions(position, limit) <= 0;

/** Compares two states of one project, from its events. */
export function compareProject({ id, stream, from, to, chosen }: Asked): ComparedProject {
  const [earlier, later] = upTo(from.position, to.position) ? [from, to] : [to, from];
  const told = [
    ...retell(
      stream.filter(({ position }) => upTo(position, later.position)),
      later.book,
    ),
  ];
  const historyOf = ({ position }: Side) => told.findLast(({ event }) => upTo(event.position, position))?.after;
  const [before, after] = [historyOf(from), historyOf(to)];
  const was = projectStateOn(before, from.book, from.on);
  const is = projectStateOn(after, to.book, to.on);
  const recorded = told.filter(({ event }) => !upTo(event.position, earlier.position)).map(({ event }) => event.id);
  const cases = caseChanges(
    chosen.from ? casesOf(was, from) : new Map(),
    chosen.to ? casesOf(is, to) : new Map(),
    from,
    to,
  );
  return {
    id,
    from: was,
    to: is,
    attributes:
      was && is ? attributeChanges(was.summary, is.summary, vocabularyOf(later.book, is.summary.catalogue)) : [],
    milestones: timelineChanges(was?.timeline ?? [], is?.timeline ?? []),
    cases,
    passed: [...passedLimits(cases, from, to), ...expiries(was, is)],
    chosen,
    told,
    between: new Set([...recorded, ...datedBetween([before, after], from.on, to.on)]),
  };
}

function casesOf(state: ProjectState | undefined, { ruleset, on }: Side): Map<string, ComparedCase> {
  const own = (state?.cases ?? []).filter((one) => one.ruleset === ruleset);
  return new Map(
    own.map(({ bottleneck, case: found, profile }) => {
      const open = found.state === 'open';
      const light = open ? lightOn(found, dayNumber(on)) : null;
      return [bottleneck, { found, light, heldUp: open ? (profile.totalInvestment ?? '0') : '0' }];
    }),
  );
}

/** The cases that differ, or hold up another amount: so the rows add up to what the figures differ by. */
function caseChanges(
  was: ReadonlyMap<string, ComparedCase>,
  is: ReadonlyMap<string, ComparedCase>,
  from: Side,
  to: Side,
): CaseChange[] {
  const text = (one: ComparedCase | undefined, on: Day): string =>
    one === undefined ? '' : caseText(one.found, on).en;
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((bottleneck) => {
    const [before, after] = [was.get(bottleneck), is.get(bottleneck)];
    const same = text(before, from.on) === text(after, to.on) && before?.heldUp === after?.heldUp;
    return same ? [] : [{ bottleneck, from: before ?? null, to: after ?? null }];
  });
}

/** Ids of the events whose dates in the world lie after the earlier and up to the later day. */
function datedBetween(histories: readonly (History | undefined)[], a: Day, b: Day): string[] {
  const [first, last] = a < b ? [a, b] : [b, a];
  return histories.flatMap((history) =>
    (history?.facts ?? [])
      .filter((fact) => 'on' in fact && fact.on !== null && fact.on > first && fact.on <= last)
      .map(({ id }) => id),
  );
}

/** Limits that went by between the two days, of cases whose light is another. */
function passedLimits(cases: readonly CaseChange[], from: Side, to: Side): PassedDate[] {
  const [first, last] = [dayNumber(from.on), dayNumber(to.on)].sort((a, b) => a - b) as [DayNumber, DayNumber];
  const passed = (day: DayNumber, zh: string, en: string): PassedDate[] =>
    day >= first && day < last ? [{ on: dayOf(day), text: { zh: `${zh}已过`, en: `${en} has passed` } }] : [];
  return cases.flatMap(({ from: was, to: is }) => {
    if (was?.light === is?.light) return [];
    const limits = [is?.found, was?.found].find((found) => found?.state === 'open');
    if (limits === undefined) return [];
    return [
      ...passed(limits.yellowAfter, '黄灯限期', 'the yellow limit'),
      ...passed(limits.redAfter, '红灯限期', 'the red limit'),
    ];
  });
}

/** Approvals valid on one day and no longer, or not yet expired, on the other. */
function expiries(was: ProjectState | undefined, is: ProjectState | undefined): PassedDate[] {
  if (was === undefined || is === undefined) return [];
  return is.timeline.flatMap((entry) => {
    const before = was.timeline.find(({ milestone }) => milestone.code === entry.milestone.code);
    const sides = [entry, before];
    if (entry.status === before?.status || !sides.some((one) => one?.status === 'expired')) return [];
    // The side on which it still counted names the validity that went by: an approval may have been given again.
    const until = (sides.find((one) => one?.status === 'reached') ?? entry).validUntil;
    if (until === null) return [];
    const { zh, en } = entry.milestone.label;
    const { zh: past, en: pastEn } = MILESTONE_STATUS_LABELS.expired;
    return [{ on: until, text: { zh: `${zh}${past}`, en: `${en} ${pastEn}` } }];
  });
}
