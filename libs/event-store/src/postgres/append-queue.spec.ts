import { AppendQueue } from './append-queue';
import type { AppendRequest, Outcome } from './decide-batch';

const request = (stream: string): AppendRequest => ({
  stream,
  expected: 'none',
  events: [{ id: stream, type: 't.v1', data: '{}', metadata: '{}', bytes: 4, seal: '' }],
});
const taken: Outcome = { result: { revision: 0, position: '1', recordedAt: '', repeated: false } };
const failure = (code: string, message: string) => Object.assign(new Error(message), { code });

describe('AppendQueue', () => {
  it('commits what is asked for meanwhile together', async () => {
    const sizes: number[] = [];
    const commit = async (batch: readonly AppendRequest[]) => {
      sizes.push(batch.length);
      return batch.map(() => taken);
    };
    const queue = new AppendQueue({ attempts: 1, commit });
    await Promise.all(Array.from({ length: 50 }, (_, number) => queue.append(request(`s-${number}`))));
    expect(sizes).toEqual([50]);
  });

  it('retries a lost connection with the same requests, and then says that the store is unavailable', async () => {
    let calls = 0;
    const commit = async (): Promise<Outcome[]> => {
      calls++;
      throw failure('ECONNRESET', 'read ECONNRESET');
    };
    const queue = new AppendQueue({ attempts: 3, commit });
    await expect(queue.append(request('s'))).rejects.toMatchObject({ name: 'EventStoreUnavailable' });
    expect(calls).toBe(3);
  });

  it('tells of a full disk at once, and takes appends again afterwards', async () => {
    let full = true;
    const commit = async (batch: readonly AppendRequest[]) => {
      if (full) throw failure('53100', 'could not extend file');
      return batch.map(() => taken);
    };
    const queue = new AppendQueue({ attempts: 3, commit });
    await expect(queue.append(request('s'))).rejects.toThrow('the disk of the database is full (53100)');
    full = false;
    await expect(queue.append(request('s'))).resolves.toMatchObject({ revision: 0 });
  });

  it('finds the one append whose values the server refuses, and commits the others', async () => {
    const commit = async (batch: readonly AppendRequest[]) => {
      if (batch.some(({ stream }) => stream === 'bad')) throw failure('22P05', 'untranslatable character');
      return batch.map(() => taken);
    };
    const queue = new AppendQueue({ attempts: 3, commit });
    const results = await Promise.allSettled(['a', 'bad', 'b'].map((stream) => queue.append(request(stream))));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: { name: 'EventNotStorable' } });
  });
});
