import type { Host } from './connection-url';
import { AnswerLost } from './wire-errors';
import type { WireClient } from './wire';

/** Makes a client for a target, or for one server of it. */
export type CreateClient = (endpoint?: Host) => WireClient;

/** A client while it is in use. */
export interface Lent {
  readonly client: WireClient;
  /** Tells of an error: one that says so makes the next client another. */
  heed(error: unknown): void;
}

/**
 * The one client that is in use. One that has broken is given up as a whole and another made in its place: its
 * discovery, once failed, fails for ever, and what it has sent on a connection that it has left would be answered
 * into the void. Nothing new begins before the old one is gone, so that no two of them ever append at the same time.
 */
export class Connection {
  private current: WireClient | undefined;
  /** While one is being given up. */
  private retiring: Promise<void> | undefined;
  private leader: Host | undefined;

  constructor(private readonly create: CreateClient) {}

  /**
   * Does something with the client.
   * @throws what `work` throws; after an AnswerLost that says so the client is another
   */
  async run<Value>(work: (client: WireClient) => Promise<Value>): Promise<Value> {
    // Not by way of `lend`, for the sake of those who append.
    while (this.retiring) await this.retiring;
    const client = this.inUse();
    try {
      return await work(client);
    } catch (error) {
      this.heed(client, error);
      throw error;
    }
  }

  /** The client, for something that takes long. */
  async lend(): Promise<Lent> {
    while (this.retiring) await this.retiring;
    const client = this.inUse();
    return { client, heed: (error) => this.heed(client, error) };
  }

  /** Ends what is under way; the next use begins anew. */
  async close(): Promise<void> {
    if (this.current) this.retire(this.current);
    await this.retiring;
  }

  private inUse(): WireClient {
    return (this.current ??= this.create(this.leader));
  }

  private heed(client: WireClient, error: unknown): void {
    if (!(error instanceof AnswerLost) || !error.clientBroken || this.current !== client) return;
    // A leader that was named is asked directly, once: if it fails, the URL's servers are asked again.
    this.leader = error.leader;
    this.retire(client);
  }

  private retire(client: WireClient): void {
    this.current = undefined;
    const retiring = client.dispose().then(ignore, ignore);
    this.retiring = retiring;
    void retiring.then(() => {
      if (this.retiring === retiring) this.retiring = undefined;
    });
  }
}

const ignore = () => undefined;
