import { connect, createServer, type Socket } from 'node:net';

export interface CuttingProxy {
  /** The given URL, by way of the proxy. */
  readonly url: string;
  /** Number of connections cut so far. */
  readonly cuts: number;
  /**
   * Once the client next sends `request`, nothing comes back to it any more; when `answer` has come from the server,
   * the connection breaks.
   */
  cutAnswerTo(request: string, answer: string): void;
  /** Breaks all connections; new ones are taken. */
  cutAll(): void;
  /** While true nothing that the server says comes back, though the connections stand. */
  mute: boolean;
  /** Breaks all connections and takes no new ones, as if the server were gone, until `up`. */
  down(): Promise<void>;
  up(): Promise<void>;
  close(): Promise<void>;
}

/** A TCP proxy that can lose the server's answer to a chosen request, after the server has carried it out. */
export async function cuttingProxy(target: string): Promise<CuttingProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let armed: { readonly request: string; readonly answer: string } | undefined;
  let cuts = 0;
  let mute = false;
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    let awaited: string | undefined;
    let swallowed = '';
    for (const socket of [client, upstream]) {
      // Small packets would wait for an acknowledgement that is itself held back, 40 ms each.
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (chunk) => {
      if (armed && chunk.includes(armed.request)) {
        awaited = armed.answer;
        armed = undefined;
      }
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (mute) return;
      if (awaited === undefined) return void client.write(chunk);
      swallowed += chunk.toString('latin1');
      // The answer is here, so the server has done its work.
      if (!swallowed.includes(awaited)) return;
      cuts++;
      client.destroy();
    });
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const cutAll = () => sockets.forEach((socket) => socket.destroy());
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      cutAll();
    });
  await listen(0);
  const { port: own } = server.address() as { port: number };
  const url = new URL(target);
  url.port = String(own);
  return {
    url: url.href,
    get cuts() {
      return cuts;
    },
    cutAnswerTo: (request, answer) => (armed = { request, answer }),
    cutAll,
    get mute() {
      return mute;
    },
    set mute(value) {
      mute = value;
    },
    down: stop,
    up: () => listen(own),
    close: stop,
  };
}
