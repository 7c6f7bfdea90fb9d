/** What an operator may want to read in the log. */
export type LightNotice =
  | { readonly kind: 'leading' }
  /** All projects were looked at, or those of which something turned as days began. */
  | { readonly kind: 'looked'; readonly at: 'all' | 'due'; readonly projects: number; readonly turns: number }
  /** A project whose events can't be read: the views park it, and its lights are not watched. */
  | { readonly kind: 'left out'; readonly projectId: string; readonly error: unknown }
  | { readonly kind: 'failed'; readonly error: unknown; readonly retryInMs: number };

export type OnLightNotice = (notice: LightNotice) => void;
