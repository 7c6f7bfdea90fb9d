import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent, streamNameFilter } from '@eventstore/db-client';
import { EventStoreDbEventStore, type EventStore } from '@milepost/event-store';
import type { Bench } from './bench';
import { withDatabase } from './bench-database';
import { median, rounds } from './median';
import { ratio, whole } from './report';

/** Callers at a time, and appends of one event each, to a new stream: a second or two of them, since disks have moods. */
const LOADS = [
  [1, 1_000],
  [8, 6_000],
  [32, 10_000],
  [128, 16_000],
] as const;
/** Events that a subscription catches up with, in appends of so many. */
const BACKLOG = 20_000;
const TOGETHER = 100;

/** One way to store events. */
interface Subject {
  readonly name: string;
  append(stream: string, events: number): Promise<unknown>;
  /** Where a subscription is to begin so as to get all that is appended from now on. */
  end(): Promise<string>;
  /** Resolves when so many events have been handed over. */
  follow(after: string, events: number): Promise<void>;
}

const newEvent = () => ({
  id: randomUUID(),
  type: 'milestone.reached.v1',
  data: {
    milestone: 'eia',
    occurredOn: '2026-02-28',
    document: { number: '临环评字〔2026〕7号' },
    note: 'x'.repeat(220),
  },
  metadata: { actor: 'u-1', bureau: 'ecology', source: 'bench' },
});
const newEvents = (count: number) => Array.from({ length: count }, newEvent);

function overPort(name: string, store: EventStore): Subject {
  return {
    name,
    append: (stream, events) => store.append(stream, 'none', newEvents(events)),
    end: () => store.head(),
    async follow(after, events) {
      let seen = 0;
      for await (const batch of store.subscribe({ after })) if ((seen += batch.length) >= events) return;
    },
  };
}

/** The client as it comes, told no more than it must be. */
function bare(client: EventStoreDBClient): Subject {
  return {
    name: 'EventStoreDB, bare client',
    append: (stream, events) =>
      client.appendToStream(
        stream,
        newEvents(events).map((event) => jsonEvent(event)),
        { expectedRevision: 'no_stream' },
      ),
    async end() {
      let end = '0';
      for await (const { event } of client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1 })) {
        end = (event?.position?.commit ?? 0n).toString();
      }
      return end;
    },
    async follow(after, events) {
      const position = { commit: BigInt(after), prepare: BigInt(after) };
      let seen = 0;
      const filter = streamNameFilter({ regex: '^[^$]' });
      const subscription = client.subscribeToAll({ fromPosition: position, filter });
      for await (const _ of subscription) if (++seen === events) break;
    },
  };
}

async function appendRate(subject: Subject, callers: number, appends: number): Promise<number> {
  let asked = 0;
  const began = performance.now();
  const call = async () => {
    while (asked++ < appends) await subject.append(`project-${randomUUID()}`, 1);
  };
  await Promise.all(Array.from({ length: callers }, call));
  return appends / ((performance.now() - began) / 1000);
}

async function followRate(subject: Subject, after: string): Promise<number> {
  const began = performance.now();
  await subject.follow(after, BACKLOG);
  return BACKLOG / ((performance.now() - began) / 1000);
}

/** Median rates of all subjects, who take turns within each round. */
async function compare(subjects: readonly Subject[], rate: (subject: Subject) => Promise<number>): Promise<number[]> {
  const taken = await rounds(async (round) => {
    const rates = new Map<Subject, number>();
    for (let turn = 0; turn < subjects.length; turn++) {
      const subject = subjects[(round + turn) % subjects.length]!;
      rates.set(subject, await rate(subject));
    }
    return rates;
  });
  return subjects.map((subject) => median(taken.map((rates) => rates.get(subject)!)));
}

/** Appending and following, by each adapter and by the client alone, at the server of EVENTSTORE_TEST_URL. */
export const storeBench: Bench = {
  names: ['store'],
  run: () =>
    withDatabase(async ({ store, pool }) => {
      const url = process.env.EVENTSTORE_TEST_URL?.trim();
      if (!url) console.log('\nEventStoreDB is left out: EVENTSTORE_TEST_URL names none');
      const ours = url ? await EventStoreDbEventStore.open(url, { pool }) : undefined;
      const client = url ? EventStoreDBClient.connectionString(url) : undefined;
      try {
        const subjects = [overPort('PostgreSQL adapter', store)];
        if (ours && client) subjects.push(overPort('EventStoreDB adapter', ours), bare(client));
        const heads = ['', ...subjects.map(({ name }) => name), ...(ours ? ['adapter of bare'] : [])];
        const lineOf = (what: string, rates: readonly number[]) => [
          what,
          ...rates.map(whole),
          ...(ours ? [ratio(rates[1]!, rates[2]!)] : []),
        ];
        const lines: string[][] = [];
        await Promise.all(subjects.map((subject) => appendRate(subject, 32, 1_000)));
        for (const [callers, appends] of LOADS) {
          const rates = await compare(subjects, (subject) => appendRate(subject, callers, appends));
          lines.push(lineOf(`appends/s, ${callers} callers`, rates));
        }
        const ends = new Map<Subject, string>();
        for (const subject of subjects) {
          // The client alone reads what the adapter wrote: both hand over the same events.
          if (subject === subjects[2]) ends.set(subject, ends.get(subjects[1]!)!);
          else {
            // Its own last event is the end: what the client alone wrote after that, the adapter would read in vain.
            await subject.append(`project-${randomUUID()}`, 1);
            ends.set(subject, await subject.end());
            for (let done = 0; done < BACKLOG; done += TOGETHER)
              await subject.append(`project-${randomUUID()}`, TOGETHER);
          }
        }
        lines.push(
          lineOf('events/s, subscription', await compare(subjects, (each) => followRate(each, ends.get(each)!))),
        );
        return [{ title: 'Event stores: one event of some 400 bytes an append', heads, lines }];
      } finally {
        await ours?.close();
        await client?.dispose();
      }
    }),
};
