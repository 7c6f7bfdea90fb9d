import type DataLoader from 'dataloader';

/**
 * The data loaders of one request. They batch and remember within it only, so that no answer is stale or leaks to
 * another caller.
 */
export class RequestLoaders {
  readonly #loaders = new Map<symbol, DataLoader<unknown, unknown>>();

  /** The request's loader of that key, made on first use. A slice keeps its keys as module-level symbols. */
  get<Key, Value>(key: symbol, create: () => DataLoader<Key, Value>): DataLoader<Key, Value> {
    let loader = this.#loaders.get(key) as DataLoader<Key, Value> | undefined;
    if (loader === undefined) {
      loader = create();
      this.#loaders.set(key, loader as unknown as DataLoader<unknown, unknown>);
    }
    return loader;
  }
}
