import { EVENT_STORE, type EventStore } from '../../libs/event-store/src';
import type { RecordedEvent, RecordedProjectEvent, RecordedRuleEvent } from '../../libs/lifecycle/src';
import { generateSample } from '../../libs/sample/src';
import { startApi, type Api } from './api';
import { Seeded } from './seeded';
import { waitUntil } from './wait-until';

/** The sample's events in memory, to fold what the server is asked for. */
export interface SampleEvents {
  readonly all: readonly RecordedEvent[];
  readonly rules: readonly RecordedRuleEvent[];
  readonly projects: ReadonlyMap<string, readonly RecordedProjectEvent[]>;
}

export function sampleEvents(): SampleEvents {
  const all = generateSample().events.map((event, index) => ({ ...event, position: String(index + 1) }));
  const projects = new Map<string, RecordedProjectEvent[]>();
  const rules: RecordedRuleEvent[] = [];
  for (const event of all) {
    if (!event.stream.startsWith('project-')) {
      rules.push(event as RecordedRuleEvent);
      continue;
    }
    const id = event.stream.slice('project-'.length);
    const stream = projects.get(id);
    if (stream === undefined) projects.set(id, [event as RecordedProjectEvent]);
    else stream.push(event as RecordedProjectEvent);
  }
  return { all, rules, projects };
}

/** Resolves when every view has taken in all that is in the store. */
export async function viewsAtHead(api: Api): Promise<void> {
  const head = await api.app.get<EventStore>(EVENT_STORE, { strict: false }).head();
  const page = `(first: 1, atLeast: "${head}")`;
  for (const view of [
    `projects${page}`,
    `bottlenecks(atLeast: "${head}")`,
    `integrityCounts(atLeast: "${head}")`,
    `history${page}`,
  ]) {
    await waitUntil(`${view} is answered`, async () => {
      const { errors } = await api.ask(`{ ${view} { __typename } }`);
      return errors === undefined;
    });
  }
}

/** A server over the sample, with its views built. */
export async function startSampleApi(env: Record<string, string> = {}): Promise<Api> {
  const api = await startApi({ demo: true, env });
  await viewsAtHead(api);
  return api;
}

/** Days and instants of the sample's years: also before its first event, and instants of its very events. */
export function randomAsOf(seeded: Seeded, { all }: SampleEvents): { on: string; knownAt: string | null } {
  const on = new Date(Date.UTC(2023, 4, 1) + seeded.below(1_250) * 86_400_000).toISOString().slice(0, 10);
  const event = seeded.pick(all);
  const moment = Date.parse(event.recordedAt) + seeded.pick([-1, 0, 0, 1]);
  return { on, knownAt: seeded.below(5) === 0 ? null : new Date(moment).toISOString() };
}
