import { createPrivateKey, createPublicKey, verify as verifyRaw } from 'node:crypto';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import {
  newSecret,
  newSigningKey,
  parseSigningKey,
  parseVerifyingKey,
  PrivateKey,
  SharedSecret,
  signatureHeader,
  signedHeaders,
  verify,
} from '.';

const MESSAGE = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1_614_265_330, body: '{"test": 2432232314}' };

/** From the tests of Standard Webhooks' own libraries. */
const SYMMETRIC = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};

/** Svix's, `test_asymmetric_key_signing`; the specification shows this signature. */
const ASYMMETRIC = {
  secret: 'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==',
  publicKey: 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=',
  signature: 'v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==',
};

describe('the signature of a message', () => {
  it('is the published one for HMAC-SHA256', () => {
    expect(signatureHeader(MESSAGE, [parseSigningKey(SYMMETRIC.secret)])).toBe(SYMMETRIC.signature);
  });

  it('is the published one for Ed25519, whichever form the key has', () => {
    const { secret, publicKey, signature } = ASYMMETRIC;
    const seed = Buffer.from(secret.slice(5), 'base64').subarray(0, 32).toString('base64');
    for (const text of [secret, `whsk_${seed}`]) {
      expect(signatureHeader(MESSAGE, [parseSigningKey(text)])).toBe(signature);
      expect(PrivateKey.parse(text).publicKey).toBe(publicKey);
    }
  });

  it('is made by each key in turn while a secret is rotated, and any of them verifies it', () => {
    const keys = [SYMMETRIC.secret, ASYMMETRIC.secret].map(parseSigningKey);
    const headers = { ...signedHeaders(MESSAGE, keys) };
    expect(headers).toEqual({
      'webhook-id': MESSAGE.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': `${SYMMETRIC.signature} ${ASYMMETRIC.signature}`,
    });
    for (const key of [SYMMETRIC.secret, ASYMMETRIC.publicKey]) {
      const verified = verify({
        headers,
        body: MESSAGE.body,
        keys: [parseVerifyingKey(key)],
        nowSeconds: MESSAGE.timestamp,
      });
      expect(verified).toEqual({ accepted: true, id: MESSAGE.id, timestamp: MESSAGE.timestamp });
    }
  });

  it('is the same over text and its bytes', () => {
    const keys = [newSecret(), newSigningKey().secret].map(parseSigningKey);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (body) => {
        const bytes = Buffer.from(body);
        expect(signatureHeader({ ...MESSAGE, body: bytes }, keys)).toBe(signatureHeader({ ...MESSAGE, body }, keys));
      }),
    );
  });

  it('of ours is taken by the public library, and that of the library by us', () => {
    const secret = newSecret();
    const library = new Webhook(secret);
    const key = SharedSecret.parse(secret);
    const id = fc.stringMatching(/^[\w-]{1,40}$/);
    const body = fc.json({ stringUnit: 'grapheme' });
    fc.assert(
      fc.property(id, body, (id, body) => {
        // The library has no clock but the system's.
        const timestamp = Math.floor(Date.now() / 1000);
        const headers = { ...signedHeaders({ id, timestamp, body }, [key]) };
        expect(() => library.verify(body, headers)).not.toThrow();
        expect(() => library.verify(`${body} `, headers)).toThrow('No matching signature');
        const theirs = { ...headers, 'webhook-signature': library.sign(id, new Date(timestamp * 1000), body) };
        const received = { headers: theirs, body: Buffer.from(body), keys: [key], nowSeconds: timestamp };
        expect(verify(received)).toEqual({ accepted: true, id, timestamp });
      }),
    );
  });

  it('with Ed25519 is what node:crypto makes and verifies of the same bytes', () => {
    const { secret, publicKey } = newSigningKey();
    const x = Buffer.from(publicKey.slice(5), 'base64').toString('base64url');
    const d = Buffer.from(secret.slice(5), 'base64').toString('base64url');
    const jwk = { kty: 'OKP', crv: 'Ed25519', x };
    expect(createPrivateKey({ key: { ...jwk, d }, format: 'jwk' }).export({ format: 'jwk' }).x).toBe(x);
    const [, signature = ''] = signatureHeader(MESSAGE, [parseSigningKey(secret)]).split('v1a,');
    const signed = Buffer.from(`${MESSAGE.id}.${MESSAGE.timestamp}.${MESSAGE.body}`);
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    expect(verifyRaw(null, signed, key, Buffer.from(signature, 'base64'))).toBe(true);
  });

  it.each(['a.b', '', 'a b', '编号', 'a\n'])('is not made for the id %j', (id) => {
    expect(() => signatureHeader({ ...MESSAGE, id }, [parseSigningKey(newSecret())])).toThrow(RangeError);
  });

  it.each([1.5, -1, NaN, Infinity])('is not made for the time %j', (timestamp) => {
    expect(() => signatureHeader({ ...MESSAGE, timestamp }, [parseSigningKey(newSecret())])).toThrow(RangeError);
  });

  it('is not left out for want of a key', () => {
    expect(() => signatureHeader(MESSAGE, [])).toThrow(RangeError);
  });
});
