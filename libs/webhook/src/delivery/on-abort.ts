/** What waits for each signal. Lists and not sets: see `RunMap`. */
const stopsOf = new WeakMap<AbortSignal, (() => void)[]>();

/**
 * Has something stopped when a signal is aborted, by one listener for all that wait for the signal at a time. Listeners of
 * a signal are linked one to the next, also when they are removed: where thousands come and go, each that has grown old
 * keeps the next one, and all that it knows, from being collected early.
 * @returns what takes it back
 */
export function onAbort(signal: AbortSignal, stop: () => void): () => void {
  const stops = stopsOf.get(signal) ?? listen(signal);
  stops.push(stop);
  return () => remove(stops, stop);
}

function listen(signal: AbortSignal): (() => void)[] {
  const stops: (() => void)[] = [];
  stopsOf.set(signal, stops);
  signal.addEventListener('abort', () => stops.splice(0).forEach((stop) => stop()), { once: true });
  return stops;
}

/** In any order: the last takes its place. */
function remove(stops: (() => void)[], stop: () => void): void {
  const place = stops.indexOf(stop);
  if (place < 0) return;
  const last = stops.pop();
  if (last !== undefined && last !== stop) stops[place] = last;
}
