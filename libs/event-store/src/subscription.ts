/** What a subscription is asked for, once the defaults of `SubscribeOptions` are filled in. */
export interface Subscription {
  readonly after: string;
  readonly batchSize: number;
  readonly signal: AbortSignal;
}

/** Pauses before a lost subscription is taken up again. */
export const RESUMPTION = { firstMs: 50, mostMs: 5_000 };
