import { waitUntil } from '../../../../test/support/wait-until';
import { HttpSender } from '.';
import { localGuard, startReceiver, type Receiver } from './receiver.spec-support';

describe('the connections of a sender', () => {
  let receiver: Receiver;
  let sender: HttpSender;
  afterEach(async () => {
    sender.close();
    await receiver.close();
  });
  const send = () => sender.send({ url: receiver.url, headers: {}, body: 'x' });

  it('are kept, and no more than they may be', async () => {
    receiver = await startReceiver((_, response) => response.end('ok'));
    sender = new HttpSender({ guard: localGuard(), socketsPerHost: 4 });
    for (let round = 0; round < 3; round += 1) {
      const told = await Promise.all(Array.from({ length: 20 }, send));
      expect(told.every(({ status }) => status === 200)).toBe(true);
    }
    expect(receiver.received).toHaveLength(60);
    expect(receiver.connections()).toBe(4);
  });

  it('that were closed meanwhile cost no failed delivery', async () => {
    // Each answer says that the connection is kept, and is the last one on it: the next request finds it closed.
    const seen = new WeakSet<object>();
    receiver = await startReceiver(({ socket }, response) => {
      if (seen.has(socket)) return socket.resetAndDestroy();
      seen.add(socket);
      response.end('ok');
    });
    sender = new HttpSender({ guard: localGuard(), socketsPerHost: 1 });
    for (let round = 0; round < 3; round += 1) expect(await send()).toMatchObject({ status: 200, error: null });
    expect(receiver.connections()).toBe(3);
    expect(receiver.received).toHaveLength(5);
  });

  it.each([
    ['4 KB and two bytes', 4_098, true],
    ['64 KB more', 4_096 + 65_536, true],
    ['a megabyte', 1_048_576, false],
  ])('are kept or closed after an answer of %s', async (_, size, kept) => {
    const text = `${'长'.repeat(1_365)}…`;
    const bytes = Buffer.alloc(size, 'x');
    bytes.write(text);
    receiver = await startReceiver((_, response) => response.end(bytes));
    sender = new HttpSender({ guard: localGuard(), socketsPerHost: 1 });
    // The character that the limit cuts in two is left out.
    expect(await send()).toMatchObject({ status: 200, error: null, response: '长'.repeat(1_365) });
    if (!kept) await waitUntil('the connection is closed', () => receiver.sockets.size === 0);
    await send();
    await waitUntil('both have come', () => receiver.received.length === 2);
    expect(receiver.connections()).toBe(kept ? 1 : 2);
  });

  it('are closed by an answer that does not end', async () => {
    let sent = 0;
    receiver = await startReceiver((_, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(1_024, 'x'))) sent += 1_024;
      };
      response.on('drain', more).on('error', () => {});
      more();
    });
    sender = new HttpSender({ guard: localGuard() });
    expect(await send()).toMatchObject({ status: 200, error: null, response: 'x'.repeat(4_096) });
    await waitUntil('the connection is closed', () => receiver.sockets.size === 0);
    expect(sent).toBeGreaterThan(4_096);
  });

  it('bring no NUL and nothing that is not UTF-8', async () => {
    receiver = await startReceiver((_, response) => response.end(Buffer.from('a\0b\xffc', 'latin1')));
    sender = new HttpSender({ guard: localGuard() });
    expect(await send()).toMatchObject({ response: 'a\ufffdb\ufffdc' });
  });
});
