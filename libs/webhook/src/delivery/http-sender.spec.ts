import { createServer, type AddressInfo } from 'node:net';
import { waitUntil } from '../../../../test/support/wait-until';
import { HttpSender } from '.';
import { localGuard, startReceiver, type Receiver } from './receiver.spec-support';

const BODY = '{"name":"中文"}';

describe('a sender', () => {
  const sender = new HttpSender({ guard: localGuard() });
  const receivers: Receiver[] = [];
  const receiver = async (...args: Parameters<typeof startReceiver>): Promise<Receiver> => {
    const started = await startReceiver(...args);
    receivers.push(started);
    return started;
  };
  afterEach(async () => {
    await Promise.all(receivers.splice(0).map((each) => each.close()));
  });
  afterAll(() => sender.close());
  const send = (url: string, more: Partial<Parameters<HttpSender['send']>[0]> = {}) =>
    sender.send({ url, headers: { 'webhook-id': 'm1' }, body: BODY, ...more });

  it('posts the very bytes, says who it is, and tells what came back', async () => {
    const { url, received } = await receiver((_, response) => response.end('谢谢'));
    const told = await send(`${url}/hooks?a=%20b`);
    expect(told).toEqual({
      status: 200,
      error: null,
      response: '谢谢',
      retryAfterMs: null,
      durationMs: expect.any(Number),
    });
    const [{ path, body, request }] = received as [Receiver['received'][number]];
    expect([request.method, path, body]).toEqual(['POST', '/hooks?a=%20b', BODY]);
    expect(request.headers).toMatchObject({
      'user-agent': 'Milepost-Webhooks/1',
      'content-length': String(Buffer.byteLength(BODY)),
      'webhook-id': 'm1',
      host: url.slice('http://'.length),
    });
  });

  it('is not told by a header who it is and whom it speaks to', async () => {
    const { url, received } = await receiver((_, response) => response.end());
    await send(url, { headers: { Host: 'elsewhere.example', 'User-Agent': 'x', 'Content-Length': '1' } });
    expect(received[0]?.request.headers).toMatchObject({
      host: url.slice('http://'.length),
      'user-agent': 'Milepost-Webhooks/1',
      'content-length': String(Buffer.byteLength(BODY)),
    });
  });

  it.each([204, 301, 302, 303, 307, 308, 400, 410, 429, 500, 503])(
    'takes %i as it comes, and follows nobody',
    async (status) => {
      const target = await receiver((_, response) => response.end());
      const { url } = await receiver((_, response) =>
        response.writeHead(status, { location: `${target.url}/there` }).end(),
      );
      expect(await send(url)).toMatchObject({ status, error: null, response: '' });
      expect(target.connections()).toBe(0);
    },
  );

  it.each([
    ['120', 120_000],
    ['999999', 86_400_000],
    ['soon', null],
  ])('tells of Retry-After: %s', async (value, retryAfterMs) => {
    const { url } = await receiver((_, response) => response.writeHead(503, { 'retry-after': value }).end());
    expect(await send(url)).toMatchObject({ status: 503, error: null, retryAfterMs });
  });

  it('tells of a Retry-After that is a date', async () => {
    const at = new Date(Date.now() + 3_600_000).toUTCString();
    const { url } = await receiver((_, response) => response.writeHead(429, { 'retry-after': at }).end());
    const { retryAfterMs } = await send(url);
    expect(retryAfterMs).toBeGreaterThan(3_500_000);
    expect(retryAfterMs).toBeLessThanOrEqual(3_600_000);
  });

  it('waits no longer than it may for an answer, and hangs up', async () => {
    const { url, sockets } = await receiver(() => {});
    const told = await send(url, { timeoutMs: 50 });
    expect(told).toMatchObject({ status: null, error: 'timeout', response: null });
    expect(told.durationMs).toBeGreaterThanOrEqual(49);
    await waitUntil('the connection is closed', () => sockets.size === 0);
  });

  it('waits no longer than it may for the end of an answer', async () => {
    const { url, sockets } = await receiver((_, response) => void response.write('begun'));
    expect(await send(url, { timeoutMs: 200 })).toMatchObject({ status: 200, error: 'response-too-slow' });
    await waitUntil('the connection is closed', () => sockets.size === 0);
  });

  it('counts the wait for a connection', async () => {
    const { url, received } = await receiver(() => {});
    const narrow = new HttpSender({ guard: localGuard(), socketsPerHost: 1 });
    const told = await Promise.all([1, 2, 3].map(() => narrow.send({ url, headers: {}, body: '', timeoutMs: 100 })));
    expect(told.map(({ error }) => error)).toEqual(['timeout', 'timeout', 'timeout']);
    // The next may just get the connection that the first has given up, when its own time is over too.
    expect(received.length).toBeLessThan(3);
    narrow.close();
  });

  it('says that nobody listens', async () => {
    const { url, close } = await startReceiver(() => {});
    await close();
    expect(await send(url)).toMatchObject({ status: null, error: 'connection-refused' });
  });

  it.each([
    ['before the answer', (socket: { destroy(): void }) => void socket.destroy(), null],
    [
      'within it',
      (socket: { destroy(): void; write(text: string, then: () => void): void }) =>
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nbegun', () => socket.destroy()),
      200,
    ],
  ])('says that the connection was cut %s', async (_, cut, status) => {
    const { url } = await receiver((request) => cut(request.socket));
    expect(await send(url)).toMatchObject({ status, error: 'connection-reset', response: null });
  });

  it.each([
    ['220 mail.example ESMTP\r\n', 'response-invalid'],
    ['HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n', 'connection-reset'],
  ])('is not taken in by %j', async (answer, error) => {
    const server = createServer((socket) => socket.on('error', () => {}).once('data', () => socket.write(answer)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    expect(await send(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)).toMatchObject({ error });
    await new Promise((resolve) => server.close(resolve));
  });

  it('ends when it is told to, and does not begin after that', async () => {
    const abort = new AbortController();
    const { url, received, sockets } = await receiver(() => abort.abort());
    const under = Array.from({ length: 20 }, () => send(url, { signal: abort.signal }));
    expect(new Set((await Promise.all(under)).map(({ error }) => error))).toEqual(new Set(['aborted']));
    await waitUntil('the connections are closed', () => sockets.size === 0);
    const before = received.length;
    expect(await send(url, { signal: abort.signal })).toMatchObject({ error: 'aborted' });
    expect(received).toHaveLength(before);
  });

  it('does not throw for a header that HTTP does not allow', async () => {
    const { url, received } = await receiver((_, response) => response.end());
    expect(await send(url, { headers: { 'x-a': 'b\r\nc: d' } })).toMatchObject({
      status: null,
      error: 'request-invalid',
    });
    expect(received).toEqual([]);
  });
});
