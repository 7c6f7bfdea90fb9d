import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Notice } from '@milepost/lifecycle';
import { verify, type VerifyingKey } from '@milepost/webhook';

/** A message that has arrived. */
export interface Arrival {
  /** Why it is not believed; `null` when it was verified. */
  readonly error: Notice | null;
  readonly id: string | null;
  readonly type: string | null;
  /** Of its project, over all public events. */
  readonly sequence: string | null;
  /** Whether a verified message with this id has come before. */
  readonly repeated: boolean;
  readonly body: string;
}

export interface ListenerOptions {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly keys: readonly VerifyingKey[];
  /** What is answered to every message. */
  readonly status: number;
  onArrival(arrival: Arrival): void;
}

export interface Listener {
  readonly url: string;
  /** Answers what is under way, and ends. */
  close(): Promise<void>;
}

/** Longer ones are refused: messages are a few KB. */
const MOST_BYTES = 1_048_576;
/** So many ids are remembered. */
const MOST_IDS = 100_000;

/** The whole body, or `null` when it is too long. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Read to its end all the same: who is still sending would not hear the answer.
    if (size <= MOST_BYTES) chunks.push(chunk);
  }
  return size <= MOST_BYTES ? Buffer.concat(chunks) : null;
}

/** An attribute of a CloudEvent, as text. */
function attribute(event: unknown, name: string): string | null {
  const value = (event as Readonly<Record<string, unknown>> | null)?.[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return null;
  }
}

/** Listens for messages, verifies each of them, and tells of it before it is answered. */
export async function listen({ host, port, keys, status, onArrival }: ListenerOptions): Promise<Listener> {
  const ids = new Set<string>();

  const arrivalOf = (request: IncomingMessage, body: Buffer): Arrival => {
    const verified = verify({ headers: request.headers, body, keys, nowSeconds: Date.now() / 1000 });
    const text = body.toString();
    const event = parsed(text);
    const id = [request.headers['webhook-id']].flat()[0] ?? null;
    const repeated = id !== null && ids.has(id);
    if (verified.accepted && ids.size < MOST_IDS) ids.add(verified.id);
    const error = verified.accepted ? null : verified.error;
    return { error, id, type: attribute(event, 'type'), sequence: attribute(event, 'sequence'), repeated, body: text };
  };

  const server = createServer((request, response) => {
    if (request.method !== 'POST') return void response.writeHead(405, { allow: 'POST' }).end();
    bodyOf(request).then(
      (body) => {
        if (body === null) return void response.writeHead(413, { connection: 'close' }).end();
        onArrival(arrivalOf(request, body));
        // While it ends, connections are not kept for more.
        response.shouldKeepAlive &&= server.listening;
        response.writeHead(status).end();
      },
      // The sender has hung up in the middle: there is nobody to answer.
      () => response.destroy(),
    );
  });
  await listening(server, host, port);
  const { port: chosen } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${chosen}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

async function listening(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'something listens there already' : String(error.code);
      reject(new Error(`${host}:${port}: ${why}`));
    });
    server.listen(port, host, resolve);
  });
}
