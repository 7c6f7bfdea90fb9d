import { type AppendResult, EventIdReused } from '../event-store';
import { Recent } from './recent';

interface KnownAppend {
  readonly stream: string;
  readonly ids: readonly string[];
  readonly result: AppendResult;
}

/** Events remembered at least; twice as many take some 40 MB. */
const MOST = 50_000;

/**
 * The appends that this process has seen lately. The server keeps ids apart within a stream only: what was used in
 * another stream is refused while it is remembered here.
 */
export class KnownAppends {
  private readonly byId = new Recent<KnownAppend>(MOST);

  remember(stream: string, ids: readonly string[], result: AppendResult): void {
    const append = { stream, ids, result };
    for (const id of ids) this.byId.set(id, append);
  }

  /**
   * The first answer to the very same append, marked as repeated; undefined when none of the ids is known.
   * @throws EventIdReused when an id is known from another append, or named twice
   */
  answer(stream: string, ids: readonly string[]): AppendResult | undefined {
    const twice = ids.length > 1 ? ids.find((id, index) => ids.indexOf(id, index + 1) >= 0) : undefined;
    if (twice !== undefined) throw new EventIdReused(stream, twice);
    const taken = ids.find((id) => this.byId.get(id) !== undefined);
    if (taken === undefined) return undefined;
    const known = this.byId.get(taken);
    const same =
      known?.stream === stream && known.ids.length === ids.length && ids.every((id, index) => known.ids[index] === id);
    if (!same) throw new EventIdReused(stream, taken);
    return { ...known.result, repeated: true };
  }
}
