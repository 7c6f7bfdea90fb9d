import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import type { StreamwiseReader } from '@milepost/event-store';
import type { FoldAnswer, FoldNews, FoldTask } from './fold-message';
import type { Folding, FoldingPages } from './folding';
import { PageQueue } from './page-queue';
import { NotByStream, type StreamPage } from './stream-fold';

/** Ranges of streams for each thread: one that is faster takes more of them. */
const RANGES = 16;

type Chunks = readonly Uint8Array<ArrayBuffer>[];

/** A page of streams on its way to the views that write it. */
interface Sent {
  readonly thread: Worker;
  /** Memory of what has been written of it. */
  readonly written: Uint8Array<ArrayBuffer>[];
  /** Views that have not written it yet. */
  left: number;
}

/** A view that takes part: what waits for it, and what it has taken and not yet written. */
class Member {
  readonly waiting = new PageQueue<readonly [StreamPage, Sent]>();
  readonly taken: Sent[] = [];

  async *pages(): AsyncGenerator<StreamPage> {
    for await (const [page, sent] of this.waiting) {
      this.taken.push(sent);
      yield page;
    }
  }
}

/**
 * Folds the streams for several views that are rebuilt at one time: every stream is read once and folded for all of
 * them in turn, by threads that share the streams among them and run `serveFolding`. Each view writes its own rows, in a
 * transaction of its own: one that fails does not hold up the others.
 */
export class FoldTogether implements Folding {
  private readonly members = new Map<string, Member>();
  private readonly awaited: Set<string>;
  /** The position up to which all fold, once all have begun. */
  private readonly begun: Promise<string>;
  private agree: (upTo: string) => void = () => undefined;
  private refuse: (error: Error) => void = () => undefined;
  private upTo: string | undefined;
  private started = false;
  /** Threads that have not folded all they can. */
  private readonly folding = new Set<Worker>();

  /** @param views names of those that are expected: each has to begin, or to leave */
  constructor(
    private readonly store: StreamwiseReader,
    private readonly threads: readonly Worker[],
    views: readonly string[],
  ) {
    this.awaited = new Set(views);
    this.begun = new Promise((resolve, reject) => ([this.agree, this.refuse] = [resolve, reject]));
    this.begun.catch(() => undefined);
    for (const thread of threads) {
      thread.on('message', (answer: FoldAnswer) => this.hear(thread, answer));
      thread.on('error', (error) => this.lose(error instanceof Error ? error : new Error(String(error))));
      thread.on('exit', () => this.folding.has(thread) && this.lose(new Error('a thread that folds has ended')));
    }
  }

  async begin(projection: string, head: string): Promise<FoldingPages> {
    const member = new Member();
    this.members.set(projection, member);
    this.upTo ??= head;
    void this.arrived(projection);
    const upTo = await this.begun;
    return {
      upTo,
      pages: member.pages(),
      done: (chunks) => this.written(member.taken.shift(), chunks),
    };
  }

  leave(projection: string): void {
    const member = this.members.get(projection);
    this.members.delete(projection);
    for (const thread of this.folding) tell(thread, { kind: 'given up', view: projection });
    for (const sent of member?.taken ?? []) this.written(sent, []);
    for (const [, sent] of member?.waiting.drain() ?? []) this.written(sent, []);
    void this.arrived(projection);
  }

  /** Lets go of the threads. */
  async close(): Promise<void> {
    const ended = this.started && this.folding.size === 0;
    this.folding.clear();
    await Promise.all(
      this.threads.map(async (thread) => {
        // One that has folded all ends by itself, and says goodbye to the database.
        if (!ended) await thread.terminate();
        else if (thread.threadId > 0) await once(thread, 'exit');
      }),
    );
  }

  /** Begins when no view is waited for any more. */
  private async arrived(projection: string): Promise<void> {
    if (!this.awaited.delete(projection) || this.awaited.size > 0 || this.upTo === undefined) return;
    try {
      const cuts = await this.store.divideStreams(RANGES * this.threads.length);
      const next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
      const task: FoldTask = { upTo: this.upTo, views: [...this.members.keys()], cuts, next };
      this.started = true;
      for (const thread of this.threads) {
        this.folding.add(thread);
        thread.postMessage(task);
      }
      this.agree(this.upTo);
    } catch (error) {
      this.lose(error as Error);
    }
  }

  private hear(thread: Worker, answer: FoldAnswer): void {
    if (answer.kind === 'folded') return this.deal(thread, answer.pages);
    if (answer.kind === 'failed') return this.members.get(answer.view)?.waiting.end(new NotByStream(answer.reason));
    this.folding.delete(thread);
    if (this.folding.size === 0) for (const { waiting } of this.members.values()) waiting.end();
  }

  private deal(thread: Worker, pages: ReadonlyMap<string, StreamPage>): void {
    // One more than there are pages: it is let go of when all have been dealt.
    const sent: Sent = { thread, written: [], left: pages.size + 1 };
    for (const [view, page] of pages) {
      const member = this.members.get(view);
      if (member) member.waiting.push([page, sent]);
      else this.written(sent, []);
    }
    this.written(sent, []);
  }

  private written(sent: Sent | undefined, chunks: Chunks): void {
    if (sent === undefined) return;
    sent.written.push(...chunks);
    sent.left -= 1;
    if (sent.left === 0) tell(sent.thread, { kind: 'written', chunks: sent.written });
  }

  private lose(error: Error): void {
    for (const { waiting } of this.members.values()) waiting.end(error);
    this.refuse(error);
  }
}

function tell(thread: Worker, news: FoldNews): void {
  thread.postMessage(news, news.kind === 'written' ? news.chunks.map(({ buffer }) => buffer) : []);
}
