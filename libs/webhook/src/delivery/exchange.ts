import { request as requestHttp, type ClientRequest, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { errorCode, type DeliveryError } from './error-code';
import { onAbort } from './on-abort';
import { readResponse } from './response-text';
import { retryAfterMs } from './retry-after';

/** What came of one request. */
export interface Exchange {
  /** Of the answer, whatever it is; `null` when there was none. */
  readonly status: number | null;
  /** `null` when there was a whole answer, or enough of it. */
  readonly error: DeliveryError | null;
  /** The beginning of the answer; `null` when there was none. */
  readonly response: string | null;
  readonly retryAfterMs: number | null;
  /** A kept connection was closed before anything came back on it: nobody has seen the request, or said so. */
  readonly stale: boolean;
}

/**
 * Sends one request and waits for its answer; never rejects.
 * @param withinMs for everything, from waiting for a connection to the end of the answer
 */
export function exchange(
  options: RequestOptions,
  body: Uint8Array,
  withinMs: number,
  signal: AbortSignal | undefined,
): Promise<Exchange> {
  return new Promise((resolve) => {
    let status: number | null = null;
    let retryAfter: number | null = null;
    // The first word holds: a promise that is settled stays as it is.
    const settle = (error: DeliveryError | null, response: string | null = null, stale = false): void =>
      resolve({ status, error, response, retryAfterMs: retryAfter, stale });

    if (signal?.aborted) return settle('aborted');
    let request: ClientRequest;
    try {
      request = (options.protocol === 'https:' ? requestHttps : requestHttp)(options);
    } catch (error) {
      return settle(errorCode(error));
    }
    const stop = (why: DeliveryError): void => {
      settle(why);
      request.destroy();
    };
    const timer = setTimeout(() => stop(status === null ? 'timeout' : 'response-too-slow'), Math.max(withinMs, 0));
    const forget = signal && onAbort(signal, () => stop('aborted'));
    const fail = (error: unknown): void => {
      const code = errorCode(error);
      settle(code, null, code === 'connection-reset' && request.reusedSocket && status === null);
    };
    request
      .on('response', (response) => {
        status = response.statusCode ?? null;
        retryAfter = retryAfterMs(response.headers['retry-after'], Date.now());
        response.on('error', fail);
        readResponse(response, (text) => settle(null, text));
      })
      .on('error', fail)
      .on('close', () => {
        clearTimeout(timer);
        forget?.();
        // Whatever ended it without a word, such as an answer that asks for another protocol.
        settle('connection-reset');
      })
      .end(body);
  });
}
