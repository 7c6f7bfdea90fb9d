import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Notice } from '@milepost/lifecycle';
import { LRUCache } from 'lru-cache';
import { hostOf, isNotice, type AddressGuard } from '../guard';
import { exchange, type Exchange } from './exchange';
import { CheckedLookup } from './checked-lookup';
import { limitedAge } from './limited-age';
import { trusting } from './trusted-certificates';

export interface DeliveryRequest {
  /** As it was saved: it is checked here too. */
  readonly url: string;
  /** Beside those of the sender: user-agent, content-length, host. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** For everything, from waiting for a connection to the end of the answer; 15 s when absent. */
  readonly timeoutMs?: number;
  /** Ends the request. */
  readonly signal?: AbortSignal;
}

/** What came of a delivery; `status` 200 to 299 with `error` null is a success. */
export interface DeliveryResult extends Omit<Exchange, 'stale'> {
  /** From the call to the end, in whole milliseconds. */
  readonly durationMs: number;
}

export interface SenderOptions {
  readonly guard: AddressGuard;
  /** PEM of authorities that are trusted besides the public ones. */
  readonly ca?: string | Uint8Array;
  /** Connections to one host and port at most; more requests wait, and their time runs. */
  readonly socketsPerHost?: number;
  /** How long an answer of DNS holds for new connections. */
  readonly resolutionMs?: number;
  /** How long a connection is used for one message after the other; a minute when absent. */
  readonly connectionMs?: number;
}

const USER_AGENT = 'Milepost-Webhooks/1';
const TIMEOUT_MS = 15_000;
/** Connections that nobody uses are closed after that. */
const IDLE_MS = 20_000;
/** How often a message is sent anew because a kept connection turned out to be closed. */
const STALE_RETRIES = 2;
/** So many URLs are remembered with what the guard says of their text, which is always the same. */
const MOST_URLS = 1_000;

/**
 * Posts messages over connections that are kept, each of which was made to an address that the guard has checked. Redirects
 * are not followed: they are answers like others.
 */
export class HttpSender {
  private readonly guard: AddressGuard;
  private readonly checked = new LRUCache<string, URL | Notice>({ max: MOST_URLS });
  private readonly agents: Readonly<Record<string, HttpAgent>>;

  /** @throws InvalidCertificates */
  constructor({ guard, ca, socketsPerHost = 32, resolutionMs = 3_000, connectionMs = 60_000 }: SenderOptions) {
    this.guard = guard;
    const lookup = new CheckedLookup(guard, resolutionMs);
    const kept = { keepAlive: true, maxSockets: socketsPerHost, maxFreeSockets: socketsPerHost, timeout: IDLE_MS };
    // Not left to NODE_TLS_REJECT_UNAUTHORIZED.
    const tls = { secureContext: trusting(ca), rejectUnauthorized: true };
    this.agents = {
      'http:': limitedAge(new HttpAgent({ ...kept, lookup: lookup.of('http:') }), connectionMs),
      'https:': limitedAge(new HttpsAgent({ ...kept, ...tls, lookup: lookup.of('https:') }), connectionMs),
    };
  }

  /** Delivers a message once; never rejects. */
  async send({ url: text, headers, body, timeoutMs = TIMEOUT_MS, signal }: DeliveryRequest): Promise<DeliveryResult> {
    const began = performance.now();
    const spent = (): number => performance.now() - began;
    const told = ({ stale: _, ...result }: Exchange): DeliveryResult => ({
      ...result,
      durationMs: Math.round(spent()),
    });
    // An address in the URL itself is never looked up: here it is checked.
    const url = this.check(text);
    if (isNotice(url)) {
      return told({ status: null, error: 'address-forbidden', response: null, retryAfterMs: null, stale: false });
    }
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    const options = {
      protocol: url.protocol,
      agent: this.agents[url.protocol],
      host: hostOf(url),
      port: url.port,
      path: url.pathname + url.search,
      method: 'POST',
      headers: { ...headers, 'user-agent': USER_AGENT, host: url.host, 'content-length': bytes.length },
    };
    for (let retries = 0; ; retries += 1) {
      const made = await exchange(options, bytes, timeoutMs - spent(), signal);
      // Receivers know a message by its id: one that they had seen after all does no harm.
      if (!made.stale || retries === STALE_RETRIES) return told(made);
    }
  }

  private check(text: string): URL | Notice {
    const known = this.checked.get(text);
    if (known !== undefined) return known;
    const url = this.guard.checkUrl(text);
    this.checked.set(text, url);
    return url;
  }

  /** Closes all connections, at once: what is under way ends as `connection-reset`. */
  close(): void {
    for (const agent of Object.values(this.agents)) agent.destroy();
  }
}
