/** Lists and not sets: see `RunMap`. */
const stopsOf = new WeakMap<AbortSignal, (() => void)[]>();

/**
 * Has something stopped when a signal is aborted, by one listener for all that wait for the signal at a time. Listeners of
 * a signal are linked one to the next, also when they are removed: where thousands come and go, each that has grown old
 * keeps the next one, and all that it knows, from being collected early.
 * @returns what takes it back
 */
export function onAbort(signal: AbortSignal, stop: () => void): () => void {
  let stops = stopsOf.get(signal);
  if (stops === undefined) {
    const all: (() => void)[] = (stops = []);
    stopsOf.set(signal, all);
    signal.addEventListener('abort', () => all.splice(0).forEach((one) => one()), { once: true });
  }
  stops.push(stop);
  const waiting = stops;
  return () => remove(waiting, stop);
}

/** In any order: the last takes its place. */
function remove(stops: (() => void)[], stop: () => void): void {
  const place = stops.indexOf(stop);
  if (place < 0) return;
  const last = stops.pop();
  if (last !== undefined && last !== stop) stops[place] = last;
}
