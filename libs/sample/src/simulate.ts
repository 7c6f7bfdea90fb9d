import {
  CN_INVESTMENT,
  dayOf,
  decide,
  evolve,
  projectStream,
  type DayNumber,
  type History,
  type RecordedProjectEvent,
} from '@milepost/lifecycle';
import type { Act } from './act';
import type { HistoricEvent } from './historic-event';
import type { Random } from './random';
import { WORKING_DAY_MS, workingDayFrom, workingInstant } from './working-time';

/** How long one entry takes at the desk, at least, in milliseconds. */
const ENTRY_MS = 20_000;

interface Sitting {
  readonly day: DayNumber;
  readonly acts: readonly Act[];
}

/** What one clerk enters on one day goes into one append; acts keep the order in which they were planned for that day. */
function sittings(acts: readonly Act[], until: DayNumber): Sitting[] {
  const dated = acts
    .map((act) => ({ day: workingDayFrom(act.on), act }))
    .filter(({ day }) => day <= until)
    .sort((a, b) => a.day - b.day);
  const result: { day: DayNumber; acts: Act[] }[] = [];
  for (const { day, act } of dated) {
    const last = result.at(-1);
    const together = last?.day === day && last.acts[0]?.clerk.actor === act.clerk.actor;
    if (together) last.acts.push(act);
    else result.push({ day, acts: [act] });
  }
  return result;
}

/**
 * Lets the acts of one project happen, each decided as the product decides it on that day.
 * @throws Error when the product refuses one: the sample would show what can't be
 */
export function simulate(projectId: string, acts: readonly Act[], until: DayNumber, random: Random): HistoricEvent[] {
  const events: HistoricEvent[] = [];
  const stream = projectStream(projectId);
  let history: History | undefined;
  let day: DayNumber | null = null;
  let worked = 0;
  for (const sitting of sittings(acts, until)) {
    worked = day === sitting.day ? worked + ENTRY_MS : random.int(0, WORKING_DAY_MS - 3_600_000);
    // Entries of one day follow each other within what is left of it.
    worked += random.int(0, Math.min(1_800_000, Math.max(0, (WORKING_DAY_MS - worked) / 8)));
    day = sitting.day;
    const recordedAt = workingInstant(day, worked);
    const context = { today: dayOf(day), catalogue: CN_INVESTMENT };
    for (const { clerk, commands } of sitting.acts) {
      for (const command of commands(history)) {
        const decision = decide(command, projectId, history, context);
        if (!decision.accepted) {
          const why = decision.errors.map(({ code, en }) => `${code}: ${en}`).join(' ');
          throw new Error(`${command.type} is refused on ${context.today}, project ${projectId}. ${why}`);
        }
        for (const fact of decision.facts) {
          const revision: number = history === undefined ? 0 : history.revision + 1;
          const event = { id: random.uuid(), ...fact, metadata: clerk, stream, revision, recordedAt };
          history = evolve(history, { ...event, position: '0' } as RecordedProjectEvent);
          events.push(event);
        }
      }
    }
  }
  return events;
}
