import { createAuthority } from '../../../../test/support/eventstoredb/certificate';
import { HttpSender, InvalidCertificates } from '.';
import { localGuard, startReceiver, type Receiver } from './receiver.spec-support';

describe('a connection', () => {
  const authority = createAuthority('county test authority');
  const { pem: cert, key } = authority.issue();
  const closing: { close(): unknown }[] = [];
  afterEach(async () => {
    for (const each of closing.splice(0)) await each.close();
  });
  const receiver = async (...args: Parameters<typeof startReceiver>): Promise<Receiver> => {
    const started = await startReceiver(...args);
    closing.push(started);
    return started;
  };
  const senderOf = (options: ConstructorParameters<typeof HttpSender>[0]): HttpSender => {
    const sender = new HttpSender(options);
    closing.unshift(sender);
    return sender;
  };
  const MESSAGE = { headers: {}, body: 'x' };
  const leadingTo =
    (...answers: string[][]) =>
    () =>
      Promise.resolve((answers.length > 1 ? answers.shift() : answers[0])!.map((address) => ({ address, family: 4 })));

  it('goes to the address that was checked, though the name leads elsewhere a moment later', async () => {
    const checked = await receiver((_, response) => response.writeHead(200, { connection: 'close' }).end('checked'));
    const hidden = await receiver((_, response) => response.end('hidden'), undefined, '127.0.0.2', checked.port);
    const resolve = jest.fn(leadingTo(['127.0.0.1'], ['127.0.0.2']));
    const sender = senderOf({ guard: localGuard({ resolve }), resolutionMs: 0 });
    const url = `http://rebinding.example.com:${checked.port}/`;
    expect(await sender.send({ url, ...MESSAGE })).toMatchObject({ status: 200, response: 'checked' });
    expect(resolve).toHaveBeenCalledTimes(1);
    expect(checked.received[0]?.request.headers.host).toBe(`rebinding.example.com:${checked.port}`);
    expect(await sender.send({ url, ...MESSAGE })).toMatchObject({ status: null, error: 'address-forbidden' });
    expect([checked.connections(), hidden.connections()]).toEqual([1, 0]);
  });

  it.each([
    ['one of its addresses is forbidden', ['127.0.0.1', '127.0.0.2'], 'address-forbidden'],
    ['it is forbidden', ['127.0.0.2'], 'address-forbidden'],
    ['there is none', [], 'dns-failed'],
  ])('is not made when %s', async (_, addresses, error) => {
    const { port, connections } = await receiver((_, response) => response.end());
    const hidden = await receiver((_, response) => response.end(), undefined, '127.0.0.2', port);
    const sender = senderOf({ guard: localGuard({ resolve: leadingTo(addresses) }) });
    const told = await sender.send({ url: `http://mixed.example.com:${port}/`, ...MESSAGE });
    expect(told).toMatchObject({ status: null, error, response: null });
    expect([connections(), hidden.connections()]).toEqual([0, 0]);
  });

  it('is not made to an address in the URL that is forbidden, nor to what is no URL', async () => {
    const hidden = await receiver((_, response) => response.end(), undefined, '127.0.0.2');
    const sender = senderOf({ guard: localGuard() });
    for (const url of [hidden.url, 'http://169.254.169.254/', 'https://[::ffff:7f00:2]/', 'ftp://x/', '']) {
      expect(await sender.send({ url, ...MESSAGE })).toMatchObject({ status: null, error: 'address-forbidden' });
    }
    expect(hidden.connections()).toBe(0);
  });

  it('says that a name is not known', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' }));
    const sender = senderOf({ guard: localGuard({ resolve }) });
    expect(await sender.send({ url: 'http://nowhere.example.com/', ...MESSAGE })).toMatchObject({
      error: 'dns-failed',
    });
  });

  it('goes to another checked address when one does not answer', async () => {
    const { port } = await receiver((_, response) => response.end('ok'));
    const { port: closed, close } = await startReceiver(() => {}, undefined, '127.0.0.2', port);
    await close();
    expect(closed).toBe(port);
    const guard = localGuard({ networks: ['127.0.0.0/8'], resolve: leadingTo(['127.0.0.2', '127.0.0.1']) });
    const told = await senderOf({ guard }).send({ url: `http://hooks.example.com:${port}/`, ...MESSAGE });
    expect(told).toMatchObject({ status: 200, error: null, response: 'ok' });
  });

  it('is made anew after its time, and follows a host that has moved', async () => {
    const before = await receiver((_, response) => response.end('before'));
    const after = await receiver((_, response) => response.end('after'), undefined, '127.0.0.2', before.port);
    const guard = localGuard({ networks: ['127.0.0.0/8'], resolve: leadingTo(['127.0.0.1'], ['127.0.0.2']) });
    const sender = senderOf({ guard, resolutionMs: 0, connectionMs: 0 });
    const url = `http://hooks.example.com:${before.port}/`;
    expect(await sender.send({ url, ...MESSAGE })).toMatchObject({ response: 'before' });
    expect(await sender.send({ url, ...MESSAGE })).toMatchObject({ response: 'after' });
    expect([before.connections(), after.connections()]).toEqual([1, 1]);
  });

  it('asks for a name once, however many are made at once', async () => {
    const { port, connections } = await receiver((_, response) => response.end());
    const resolve = jest.fn(leadingTo(['127.0.0.1']));
    const sender = senderOf({ guard: localGuard({ resolve }), socketsPerHost: 8, resolutionMs: 60_000 });
    const url = `http://hooks.example.com:${port}/`;
    await Promise.all(Array.from({ length: 50 }, () => sender.send({ url, ...MESSAGE })));
    expect(connections()).toBe(8);
    expect(resolve).toHaveBeenCalledTimes(1);
  });

  it('with TLS trusts the authority that is given, under the name of the URL', async () => {
    const { port, received } = await receiver((_, response) => response.end('ok'), { cert, key });
    const guard = localGuard({ resolve: leadingTo(['127.0.0.1']) });
    const sender = senderOf({ guard, ca: authority.pem });
    for (const host of ['localhost', '127.0.0.1']) {
      expect(await sender.send({ url: `https://${host}:${port}/`, ...MESSAGE })).toMatchObject({ status: 200 });
    }
    const elsewhere = { url: `https://elsewhere.example.com:${port}/`, ...MESSAGE };
    expect(await sender.send(elsewhere)).toMatchObject({ status: null, error: 'certificate-invalid' });
    expect(received).toHaveLength(2);
  });

  it('with TLS trusts nobody else, whatever the environment says', async () => {
    const { url, received } = await receiver((_, response) => response.end('ok'), { cert, key });
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      const sender = senderOf({ guard: localGuard() });
      expect(await sender.send({ url, ...MESSAGE })).toMatchObject({ status: null, error: 'certificate-invalid' });
    } finally {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    }
    expect(received).toEqual([]);
  });

  it('without TLS where TLS was asked for says so', async () => {
    const { port } = await receiver((_, response) => response.end('ok'));
    const sender = senderOf({ guard: localGuard() });
    const told = await sender.send({ url: `https://127.0.0.1:${port}/`, ...MESSAGE });
    expect(told).toMatchObject({ status: null, error: 'tls-failed' });
  });

  it.each(['', 'nonsense', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'])(
    'trusts no authority that is %j',
    (ca) => expect(() => new HttpSender({ guard: localGuard(), ca })).toThrow(InvalidCertificates),
  );
});
