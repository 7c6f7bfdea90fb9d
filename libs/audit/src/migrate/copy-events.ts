import type { EventStore, SealedLoader } from '@milepost/event-store';
import type { SealedEvent } from '@milepost/lifecycle';
import { notices } from './notices';
import { MigrationRefused } from './refusal';

export interface CopyRequest {
  readonly source: Pick<EventStore, 'readSealed' | 'positionOfLeaf' | 'clockToleranceMs'>;
  readonly target: Pick<EventStore, 'positionOfLeaf'> & SealedLoader;
  /** Number of events that the target holds already. */
  readonly from: number;
  /** Number of events that it is to hold. */
  readonly to: number;
  /** Told how many it holds now. */
  readonly onProgress?: (count: number) => void;
  readonly signal?: AbortSignal;
  /** Events copied at once; 2,000 by default. Two pages are in memory: one is written while the next is read. */
  readonly pageSize?: number;
}

const PAGE = 2_000;

/** Copies events in global order, page by page. @returns how many the target holds now */
export async function copyEvents(request: CopyRequest): Promise<number> {
  const { source, target, from, to, onProgress, signal, pageSize = PAGE } = request;
  const [read, written] = await Promise.all([endOf(source, from), endOf(target, from)]);
  const { clockToleranceMs: toleranceMs = 0 } = source;
  let after = written;
  let count = from;
  let ahead = readPage(source, read, Math.min(pageSize, to - count));
  while (count < to && signal?.aborted !== true) {
    const page = await ahead;
    const last = page.at(-1);
    if (last === undefined) {
      throw new MigrationRefused(notices.ends(null, { expected: to, count, storeEn: 'source', storeZh: '源库' }));
    }
    ahead = readPage(source, last.position, Math.min(pageSize, to - count - page.length));
    after = await target.loadSealed(page, { after, toleranceMs });
    count += page.length;
    onProgress?.(count);
  }
  return count;
}

/** Position of the last of so many events. */
async function endOf(store: Pick<EventStore, 'positionOfLeaf'>, count: number): Promise<string> {
  return count === 0 ? '0' : ((await store.positionOfLeaf(count - 1)) ?? '0');
}

function readPage(source: CopyRequest['source'], after: string, limit: number): Promise<SealedEvent[]> {
  const page = limit === 0 ? Promise.resolve([]) : source.readSealed({ after, limit });
  // Its failure shows when it is awaited, unless the copy ends before.
  page.catch(() => undefined);
  return page;
}
