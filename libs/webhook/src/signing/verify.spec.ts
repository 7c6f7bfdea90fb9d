import fc from 'fast-check';
import {
  newSecret,
  newSigningKey,
  parseSigningKey,
  parseVerifyingKey,
  signatureHeader,
  signedHeaders,
  verify,
} from '.';

const MESSAGE = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1_614_265_330, body: '{"test": 2432232314}' };

describe('verifying', () => {
  const pairs = [{ secret: newSecret() }, newSigningKey()].map(({ secret, ...rest }) => ({
    signing: parseSigningKey(secret),
    verifying: parseVerifyingKey('publicKey' in rest ? (rest.publicKey as string) : secret),
  }));
  const received = (pair: (typeof pairs)[number], headers: Record<string, string | undefined> = {}) => ({
    headers: { ...signedHeaders(MESSAGE, [pair.signing]), ...headers },
    body: MESSAGE.body,
    keys: [pair.verifying],
    nowSeconds: MESSAGE.timestamp,
  });

  it.each(pairs)('takes no message of which a byte was changed ($signing.version)', (pair) => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.integer({ min: 1, max: 255 }), (text, place, by) => {
        const message = { ...MESSAGE, body: Buffer.from(text) };
        const headers = { ...signedHeaders(message, [pair.signing]) };
        const body = Buffer.from(text);
        const whole = { headers, body, keys: [pair.verifying], nowSeconds: MESSAGE.timestamp };
        expect(verify(whole).accepted).toBe(true);
        const at = place % body.length;
        body[at] = (body[at] as number) ^ by;
        expect(verify(whole)).toMatchObject({ accepted: false, error: { code: 'webhook.signature-mismatch' } });
      }),
      { numRuns: 50 },
    );
  });

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('misses the header %s', (header) => {
    for (const value of [undefined, '']) {
      const error = { code: 'webhook.header-missing', field: header, en: `The header ${header} is missing.` };
      expect(verify(received(pairs[0]!, { [header]: value }))).toMatchObject({ accepted: false, error });
    }
  });

  it.each([
    [300, null],
    [-300, null],
    [301, 'webhook.timestamp-too-old'],
    [-301, 'webhook.timestamp-too-new'],
  ])('%i seconds after it was sent, says %s', (later, code) => {
    const told = verify({ ...received(pairs[0]!), nowSeconds: MESSAGE.timestamp + later });
    expect(told.accepted ? null : told.error.code).toBe(code);
  });

  it('takes the tolerance that it is given', () => {
    const strict = { ...received(pairs[0]!), nowSeconds: MESSAGE.timestamp + 11, toleranceSeconds: 10 };
    expect(verify(strict)).toMatchObject({ error: { params: { seconds: 11, tolerance: 10 } } });
  });

  it.each(['hello', '-1614265330', '1614265330.5', '1e9', ' 1614265330'])('is not told the time by %j', (time) => {
    const told = verify(received(pairs[0]!, { 'webhook-timestamp': time }));
    expect(told).toMatchObject({ accepted: false, error: { code: 'webhook.timestamp-invalid' } });
  });

  it.each(['v1', 'v1,', 'v1,dawfeoifkpqwoekfpqoekf', ',', 'v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='])(
    'takes no signature %j, and one that is right beside it',
    (signature) => {
      for (const pair of pairs) {
        const right = signatureHeader(MESSAGE, [pair.signing]);
        expect(verify(received(pair, { 'webhook-signature': signature }))).toMatchObject({
          error: { code: 'webhook.signature-mismatch' },
        });
        expect(verify(received(pair, { 'webhook-signature': `${signature} ${right}` })).accepted).toBe(true);
        const relabelled = right.replace(/^v1a?/, pair.signing.version === 'v1' ? 'v1a' : 'v1');
        expect(verify(received(pair, { 'webhook-signature': relabelled })).accepted).toBe(false);
      }
    },
  );

  it('takes names of headers in any case, and the first of several values', () => {
    const headers = signedHeaders(MESSAGE, [pairs[0]!.signing]);
    const capital = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toUpperCase(), [value as string, 'another']]),
    );
    expect(verify({ ...received(pairs[0]!), headers: capital }).accepted).toBe(true);
  });
});
