/** One message on its way to one endpoint. */
export interface Delivery {
  readonly endpointId: string;
  /** 0: live; else which replay or test. */
  readonly run: number;
  readonly kind: 'live' | 'replay' | 'test';
  readonly messageId: string;
  readonly position: string;
  readonly subject: string;
  /** Attempts made so far. */
  readonly attempts: number;
  readonly body: string;
}
