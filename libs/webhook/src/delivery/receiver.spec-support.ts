import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttps, type ServerOptions } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { AddressGuard, type GuardOptions } from '../guard';

/** A server on this machine that answers as a test wants. */
export interface Receiver {
  /** Of its root, without the slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Path and body of each request, as soon as it is whole. */
  readonly received: { readonly path: string; readonly body: string; readonly request: IncomingMessage }[];
  /** Open connections, and how many there were. */
  readonly sockets: Set<Socket>;
  readonly connections: () => number;
  close(): Promise<void>;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** @param tls certificate and key: it speaks https then */
export async function startReceiver(
  answer: Answer,
  tls?: ServerOptions,
  host = '127.0.0.1',
  port = 0,
): Promise<Receiver> {
  const received: Receiver['received'] = [];
  const hear: Answer = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ path: request.url ?? '', body: Buffer.concat(chunks).toString(), request });
      answer(request, response);
    });
  };
  const server: Server = tls ? createHttps(tls, hear) : createHttp(hear);
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  const address = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://${host}:${address.port}`,
    port: address.port,
    received,
    sockets,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** A guard that lets through to 127.0.0.1, and nothing else of this machine. */
export const localGuard = (options: GuardOptions = {}): AddressGuard =>
  new AddressGuard({ networks: ['127.0.0.1/32'], ports: [{ from: 1, to: 65_535 }], ...options });
