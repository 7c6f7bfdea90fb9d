/** Aborts on the first Ctrl-C or SIGTERM, so that work can end in order; a second one ends the process at once. */
export function abortOnInterrupt(message = 'Stopping after the projects under way …'): {
  readonly signal: AbortSignal;
  release(): void;
} {
  const abort = new AbortController();
  const stop = () => {
    process.stderr.write(`\n${message}\n`);
    release();
    abort.abort();
  };
  const release = () => {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return { signal: abort.signal, release };
}
