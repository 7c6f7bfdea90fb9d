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
