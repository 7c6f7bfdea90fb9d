import { createHash } from 'node:crypto';

/** Which of the workers brings an endpoint its messages: all reckon alike, and few change hands when one comes or goes. */
export function ownerOf(endpointId: string, workers: readonly number[]): number | undefined {
  let [owner, most]: [number | undefined, string] = [undefined, ''];
  for (const worker of workers) {
    const weight = createHash('sha256').update(`${worker}/${endpointId}`).digest('hex');
    if (weight > most) [owner, most] = [worker, weight];
  }
  return owner;
}

/** Owners by endpoint, reckoned once: a look at a thousand endpoints would hash some thousand times. */
export class Owners {
  private workers: readonly number[] = [];
  private known = new Map<string, number | undefined>();

  /** Who shares the work from now on. */
  among(workers: readonly number[]): void {
    if (workers.join() === this.workers.join()) return;
    this.workers = workers;
    this.known = new Map();
  }

  of(endpointId: string): number | undefined {
    if (!this.known.has(endpointId)) this.known.set(endpointId, ownerOf(endpointId, this.workers));
    return this.known.get(endpointId);
  }
}
