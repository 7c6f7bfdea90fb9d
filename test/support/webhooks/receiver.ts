import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly id: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A bureau's system: keeps what it is sent and answers as it is told. */
export class Receiver {
  readonly received: Received[] = [];
  respond: (received: Received) => { status: number; body?: string; headers?: Record<string, string> } = () => ({
    status: 200,
    body: 'ok',
  });

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Receiver> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        const { headers: given, url: path = '' } = request;
        const received = { id: String(given['webhook-id']), path, headers: given, body };
        receiver.received.push(received);
        const { status, body: answer = '', headers = {} } = receiver.respond(received);
        response.writeHead(status, headers).end(answer);
      });
    });
    const receiver = new Receiver(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  /** What the messages of a type say, in the order in which they came. */
  bodies(type?: string): { type: string; subject: string; sequence: string; data: Record<string, unknown> }[] {
    const all = this.received.map(({ body }) => JSON.parse(body) as ReturnType<Receiver['bodies']>[number]);
    return type === undefined ? all : all.filter((body) => body.type === type);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** Settings under which a server may send to receivers on this machine. */
export const LOOPBACK_WEBHOOKS = {
  MILEPOST_WEBHOOK_KEY: Buffer.alloc(32, 7).toString('base64'),
  MILEPOST_WEBHOOK_NETWORKS: '127.0.0.0/8',
  MILEPOST_WEBHOOK_PORTS: '1-65535',
};
