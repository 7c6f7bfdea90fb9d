import { AddressGuard, HttpSender, newSecret, newSigningKey, parseSigningKey, signedHeaders } from '@milepost/webhook';
import { waitUntil } from '../../../test/support/wait-until';
import { run } from './run';

const EVENT = { specversion: '1.0', id: 'e1', type: 'milepost.milestone.reached.v1', sequence: '7', data: {} };
const BODY = JSON.stringify(EVENT);

describe('milepost webhook listen', () => {
  const sender = new HttpSender({
    guard: new AddressGuard({ networks: ['127.0.0.1'], ports: [{ from: 1, to: 65_535 }] }),
  });
  afterAll(() => sender.close());

  /** Runs the command until `act` is done and it was interrupted. */
  async function listening(
    args: readonly string[],
    act: (
      send: (secret: string, id: string, seconds?: number, body?: string) => Promise<number | null>,
      url: string,
    ) => Promise<void>,
  ) {
    const written = { out: '', err: '' };
    const spies = [
      jest.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((written.out += String(text)))),
      jest.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((written.err += String(text)))),
    ];
    try {
      const ended = run(['node', 'milepost', 'webhook', 'listen', '--port', '0', ...args]);
      await waitUntil('it listens', () => /http:\S+:\d+/.test(written.err));
      const url = /http:[\w.:/]+\d/.exec(written.err)?.[0] ?? '';
      await act(async (secret, id, seconds = 0, body = BODY) => {
        const timestamp = Math.floor(Date.now() / 1000) + seconds;
        const headers = { ...signedHeaders({ id, timestamp, body }, [parseSigningKey(secret)]) };
        const { status, error } = await sender.send({ url, headers, body });
        expect(error).toBeNull();
        return status;
      }, url);
      process.emit('SIGINT');
      return { code: await ended, ...written };
    } finally {
      spies.forEach((spy) => spy.mockRestore());
    }
  }

  it('prints what arrives, whether it is to be believed, and whether it came before', async () => {
    const [secret, { secret: privateKey, publicKey }] = [newSecret(), newSigningKey()];
    const { code, out, err } = await listening(
      ['--secret', secret, '--public-key', publicKey, '--language', 'en'],
      async (send) => {
        expect(await send(secret, 'm1')).toBe(204);
        expect(await send(privateKey, 'm2')).toBe(204);
        expect(await send(secret, 'm1')).toBe(204);
        await send(newSecret(), 'm3');
        await send(secret, 'm4', -400);
        await send(secret, 'm3', 0, 'a\u001b[2Jb');
      },
    );
    expect(out.split('\n')).toEqual([
      'm1  milepost.milestone.reached.v1  sequence 7  verified',
      'm2  milepost.milestone.reached.v1  sequence 7  verified',
      'm1  milepost.milestone.reached.v1  sequence 7  verified, again',
      expect.stringMatching(/^m3 .* NOT VERIFIED: No signature of the message is that of a known key/),
      expect.stringMatching(/^m4 .* NOT VERIFIED: The message was sent 40\d s ago/),
      // What was not believed has not come before.
      'm3  (none)  verified',
      '',
    ]);
    expect(code).toBe(0);
    expect(err).toMatch(/^Listening on http:\/\/127\.0\.0\.1:\d+ for messages; Ctrl-C ends it\.\n\nStopping …\n$/);
    expect(out + err).not.toContain(secret.slice(6));
  });

  it('says so in Chinese, with bodies, and answers as it is told', async () => {
    const secret = newSecret();
    const { out } = await listening(
      ['--secret', secret, '--status', '500', '--json', '--language', 'zh'],
      async (send, url) => {
        expect(await send(secret, 'm1')).toBe(500);
        expect((await fetch(url)).status).toBe(405);
        expect(await send(secret, 'm2', 0, 'x'.repeat(1_048_577))).toBe(413);
      },
    );
    const body = JSON.stringify(EVENT, null, 2);
    expect(out).toBe(`m1  milepost.milestone.reached.v1  序号 7  已验证\n${body}\n`);
  });

  it.each([
    [[], /^milepost: --secret or --public-key is needed/],
    [['--secret', 'nonsense'], /^milepost: This is no key for that: it would begin with whsec_/],
    [['--secret', 'whsec_c2hvcnQ='], /^milepost: A secret is whsec_ and the base64 of 24 to 64 bytes\.\n$/],
    [['--public-key', newSigningKey().secret], /whpk_\.\n$/],
    [['--secret', newSecret(), '--status', '99'], /It must be from 200 to 599/],
    [['--secret', newSecret(), '--host', '203.0.113.1'], /^milepost: 203\.0\.113\.1:0: EADDRNOTAVAIL\n$/],
  ])('says in one line what is wrong with %j', async (args, message) => {
    let said = '';
    const spy = jest.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((said += String(text))));
    const code = await run(['node', 'milepost', 'webhook', 'listen', '--port', '0', ...args]);
    spy.mockRestore();
    expect(code).toBe(1);
    expect(said).toMatch(message);
  });
});
