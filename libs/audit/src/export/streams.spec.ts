import type { EventStore, ReadAllOptions, WholeStream, WholeStreamsOptions } from '@milepost/event-store';
import type { RecordedEvent } from '@milepost/lifecycle';
import { projectStreams, streamsBeginning } from './streams';

const PROJECTS = 4_000;
const EVENTS_EACH = 5;
const nameOf = (project: number): string => `project-${String(project).padStart(6, '0')}`;

/** An event of a store that makes its events when they are read. */
function eventAt(stream: string, revision: number, position: number): RecordedEvent {
  const metadata = { actor: 'a', source: 's' };
  return {
    id: `${stream}/${revision}`,
    type: 't',
    stream,
    revision,
    position: `${position}`,
    recordedAt: '',
    data: {},
    metadata,
  };
}

/** A store in which the projects' events lie in turns, one of each. It counts what it has handed over. */
class EndlessStore {
  handedOver = 0;

  private event(index: number): RecordedEvent {
    return eventAt(nameOf(index % PROJECTS), Math.floor(index / PROJECTS), index + 1);
  }

  async readAll({ after = '0', limit = 1_000 }: ReadAllOptions = {}): Promise<RecordedEvent[]> {
    const last = Math.min(PROJECTS * EVENTS_EACH, Number(after) + limit);
    return Array.from({ length: last - Number(after) }, (_, index) => this.event(Number(after) + index));
  }

  async readStream(stream: string): Promise<RecordedEvent[]> {
    this.handedOver += EVENTS_EACH;
    const project = Number(stream.slice('project-'.length));
    return Array.from({ length: EVENTS_EACH }, (_, revision) => this.event(revision * PROJECTS + project));
  }
}

class StreamwiseStore extends EndlessStore {
  async readWholeStreams({ after, limit }: WholeStreamsOptions): Promise<WholeStream[]> {
    const from = after === undefined ? 0 : Number(after.slice('project-'.length)) + 1;
    const length = Math.min(limit, PROJECTS - from);
    this.handedOver += length * EVENTS_EACH;
    return Array.from({ length }, (_, offset) => {
      const stream = nameOf(from + offset);
      const revisions = Array.from({ length: EVENTS_EACH }, (_each, revision) => revision);
      const events = () =>
        revisions.map((revision) => eventAt(stream, revision, revision * PROJECTS + from + offset + 1));
      return { stream, events };
    });
  }
}

describe.each([
  ['hands over stream by stream', () => new StreamwiseStore(), 800 * EVENTS_EACH],
  ['can only read one stream after the other', () => new EndlessStore(), 50 * EVENTS_EACH],
])('the streams of a store that %s', (_what, create, aheadAtMost) => {
  it('are each read whole and once, no further ahead than is needed, however many there are', async () => {
    const store = create();
    const seen: string[] = [];
    let taken = 0;
    let ahead = 0;
    for await (const streams of streamsBeginning(
      store as unknown as EventStore,
      `${PROJECTS * EVENTS_EACH}`,
      'project-',
    )) {
      ahead = Math.max(ahead, store.handedOver - taken);
      for (const events of streams) {
        expect(events.map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4]);
        seen.push(events[0]?.stream ?? '');
        taken += events.length;
      }
    }
    expect(seen.sort()).toEqual(Array.from({ length: PROJECTS }, (_, project) => nameOf(project)));
    expect(ahead).toBeLessThanOrEqual(aheadAtMost);
  });
});

it('what was recorded after a position is left out', async () => {
  const store = new EndlessStore() as unknown as EventStore;
  const read: (readonly RecordedEvent[])[] = [];
  for await (const streams of projectStreams(store, `${PROJECTS * 2}`, ['000001', '000002'])) read.push(...streams);
  expect(read.map((events) => events.length)).toEqual([2, 2]);
});
