import { setTimeout } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { projectStream } from '../../../../libs/lifecycle/src';
import type { EventStore } from '../../../../libs/event-store/src';
import { Seeded } from '../../seeded';
import { reached, registered } from '../desk';

/** Appends at a time. */
const TOGETHER = 25;

/**
 * Records milestones of many projects in no order, one event each, and the projects before them.
 * @param ready asked again and again; while it says no, nothing is recorded
 * @returns how many events
 */
export async function recordMilestones(
  store: EventStore,
  milestones: number,
  seed: number,
  ready: (recorded: number) => Promise<boolean>,
): Promise<number> {
  const seeded = new Seeded(seed);
  const projects = Array.from({ length: Math.min(Math.max(Math.ceil(milestones / 50), TOGETHER), 400) }, () => ({
    stream: projectStream(randomUUID()),
    revision: 0,
  }));
  for (const { stream } of projects) await store.append(stream, 'none', [registered()]);
  for (let done = 0; done < milestones;) {
    while (!(await ready(projects.length + done))) await setTimeout(20);
    // Neighbours in the list, so that no project is appended to twice at a time.
    const first = seeded.below(projects.length);
    const count = Math.min(TOGETHER, milestones - done);
    const chosen = Array.from({ length: count }, (_, index) => projects[(first + index) % projects.length]);
    await Promise.all(chosen.map((project) => store.append(project.stream, project.revision++, [reached()])));
    done += count;
  }
  return milestones + projects.length;
}
