import type { Dispatch } from './delivery/dispatch';
import type { Router } from './queue/router';

/** What a process with the role `webhooks` runs. */
export interface Sending {
  readonly router: Router;
  readonly dispatch: Dispatch;
}
