import {
  attributeChanges,
  caseText,
  change,
  comparePositions,
  dayIn,
  EMPTY_RULEBOOK,
  evolveRulebook,
  inForceOn,
  projectStateOn,
  retell,
  timelineChanges,
  timeZoneOf,
  vocabularyOf,
  type Day,
  type EventWords,
  type FieldChange,
  type ProjectState,
  type RecordedEvent,
  type RecordedRuleEvent,
  type RecordedProjectEvent,
  type Rulebook,
  type RulesetCase,
} from '@milepost/lifecycle';

/** What one event of a project did to what was held true of it. */
export interface ReplayStep {
  readonly event: RecordedEvent;
  readonly words: EventWords;
  /** The day on which it was recorded: what it changed is shown for this day, as an onlooker saw it. */
  readonly on: Day;
  readonly attributes: readonly FieldChange[];
  readonly timeline: readonly FieldChange[];
  readonly cases: readonly FieldChange[];
  /** All that is held true after it; `undefined` while the project's catalogue is unknown. */
  readonly state: ProjectState | undefined;
}

const DEFAULT_TIME_ZONE = 'Asia/Shanghai';

/** The rules as they were known when the events of a project were recorded, one after the other. */
class RulesByPosition {
  private book = EMPTY_RULEBOOK;
  private next = 0;

  constructor(private readonly events: readonly RecordedRuleEvent[]) {}

  at(position: string): Rulebook {
    for (let event = this.events[this.next]; event; event = this.events[this.next]) {
      if (comparePositions(event.position, position) > 0) break;
      this.book = evolveRulebook(this.book, event);
      this.next += 1;
    }
    return this.book;
  }
}

function caseChanges(from: ProjectState | undefined, to: ProjectState | undefined, book: Rulebook): FieldChange[] {
  const [before, after] = [from?.cases ?? [], to?.cases ?? []];
  const same = (a: RulesetCase, b: RulesetCase): boolean => a.ruleset === b.ruleset && a.bottleneck === b.bottleneck;
  const all = [...after, ...before.filter((one) => !after.some((other) => same(one, other)))];
  const on = (to ?? from)?.on ?? '';
  return all.flatMap((one) => {
    const [was, is] = [before, after].map((cases) => cases.find((other) => same(one, other))?.case);
    const rules = inForceOn(book.rulesets[one.ruleset], on);
    const label = rules?.bottlenecks.find(({ code }) => code === one.bottleneck)?.label;
    const name = label ?? { zh: one.bottleneck, en: one.bottleneck };
    const of = rules?.label ?? { zh: one.ruleset, en: one.ruleset };
    return change(
      `${one.ruleset}.${one.bottleneck}`,
      { zh: `${of.zh}·${name.zh}`, en: `${of.en}: ${name.en}` },
      was ? caseText(was, on) : null,
      is ? caseText(is, on) : null,
    );
  });
}

/**
 * Replays a project, event by event.
 * @param events the project's stream from its beginning
 * @param rules all adoptions up to the last of these events at least, in order
 */
export function* replaySteps(
  events: readonly RecordedProjectEvent[],
  rules: readonly RecordedRuleEvent[],
): Generator<ReplayStep> {
  const known = new RulesByPosition(rules);
  const names = rules.reduce(evolveRulebook, EMPTY_RULEBOOK);
  for (const { event, words, before, after } of retell(events, names)) {
    const book = known.at(event.position);
    const catalogue = (after ?? before)?.registration.catalogue.code ?? '';
    const on = dayIn(timeZoneOf(book, catalogue) ?? DEFAULT_TIME_ZONE, event.recordedAt);
    const [from, to] = [projectStateOn(before, book, on), projectStateOn(after, book, on)];
    yield {
      event,
      words,
      on,
      // What a registration brings is what it says.
      attributes: from && to ? attributeChanges(from.summary, to.summary, vocabularyOf(book, catalogue)) : [],
      timeline: from === undefined ? [] : timelineChanges(from.timeline, to?.timeline ?? []),
      cases: caseChanges(from, to, book),
      state: to,
    };
  }
}
