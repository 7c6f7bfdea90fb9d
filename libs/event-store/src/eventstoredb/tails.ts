import type { Tail } from './append-request';
import type { Connection } from './connection';
import { Recent } from './recent';
import { tailOf, toStored, UnsealedEvent } from './sealed-metadata';

/** Streams whose ends are remembered at least; twice as many take some 40 MB. */
const MOST = 50_000;

/**
 * The ends of streams, as this process has last written or read them. One that is behind costs a refusal and a reading,
 * never a wrong hash: every append names the revision that its hash goes on from.
 */
export class Tails {
  private readonly known = new Recent<Tail>(MOST);

  constructor(private readonly connection: Connection) {}

  get(stream: string): Tail | undefined {
    return this.known.get(stream);
  }

  /** Takes note of an event, unless a later one of its stream is known. */
  see(stream: string, tail: Tail): void {
    const before = this.known.get(stream);
    if (before === undefined || before.revision < tail.revision) this.known.set(stream, tail);
  }

  /** The end of a stream as the server has it now, undefined when it does not exist. */
  async read(stream: string): Promise<Tail | undefined> {
    const [record] = await this.connection.run((client) => client.readStream(stream, { from: 'end', limit: 1 }));
    if (record === undefined) {
      this.known.delete(stream);
      return undefined;
    }
    const stored = toStored(record);
    if (stored === undefined) throw new UnsealedEvent(record);
    const tail = tailOf(stored);
    // Also backwards: a server restored from a backup is what counts.
    this.known.set(stream, tail);
    return tail;
  }
}
