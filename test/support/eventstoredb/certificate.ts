import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** A certificate for 127.0.0.1 and localhost, with its key, PEM. */
export interface TestCertificate {
  readonly pem: Buffer;
  readonly key: Buffer;
}

export interface TestAuthority {
  readonly pem: Buffer;
  issue(): TestCertificate;
}

// DER, as far as a certificate needs it (RFC 5280): Node makes keys and signatures, but no certificates.
const tlv = (tag: number, ...contents: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(contents);
  const size = content.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
};
const sequence = (...contents: readonly Uint8Array[]) => tlv(0x30, ...contents);
const oid = (hexadecimal: string) => tlv(0x06, Buffer.from(hexadecimal, 'hex'));
const integer = (bytes: Uint8Array) => tlv(0x02, bytes);
const octets = (content: Uint8Array) => tlv(0x04, content);
const bits = (content: Uint8Array) => tlv(0x03, Buffer.concat([Buffer.from([0]), content]));
const time = (year: number) => tlv(0x17, Buffer.from(`${year % 100}0101000000Z`));
const TRUE = Buffer.from([0x01, 0x01, 0xff]);

const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'));
const COMMON_NAME = oid('550403');
const BASIC_CONSTRAINTS = oid('551d13');
const ALTERNATIVE_NAMES = oid('551d11');

const name = (text: string) => sequence(tlv(0x31, sequence(COMMON_NAME, tlv(0x0c, Buffer.from(text)))));

interface Subject {
  readonly name: string;
  readonly publicKey: KeyObject;
  readonly extension: Buffer;
}

function certify(subject: Subject, issuer: string, issuerKey: KeyObject): Buffer {
  const thisYear = new Date().getUTCFullYear();
  const serial = Buffer.concat([Buffer.from([1]), randomBytes(8)]);
  const body = sequence(
    tlv(0xa0, integer(Buffer.from([2]))),
    integer(serial),
    ECDSA_WITH_SHA256,
    name(issuer),
    sequence(time(thisYear - 1), time(thisYear + 2)),
    name(subject.name),
    subject.publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, sequence(subject.extension)),
  );
  const der = sequence(body, ECDSA_WITH_SHA256, bits(sign('sha256', body, issuerKey)));
  // No empty line at the end: OpenSSL takes that for damage.
  const lines = der
    .toString('base64')
    .replace(/(.{64})/g, '$1\n')
    .trimEnd();
  return Buffer.from(`-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`);
}

/** An authority made for one test: nobody else trusts it. */
export function createAuthority(commonName: string): TestAuthority {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const isAuthority = sequence(BASIC_CONSTRAINTS, TRUE, octets(sequence(TRUE)));
  return {
    pem: certify({ name: commonName, publicKey, extension: isAuthority }, commonName, privateKey),
    issue() {
      const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const names = sequence(tlv(0x87, Buffer.from([127, 0, 0, 1])), tlv(0x82, Buffer.from('localhost')));
      const extension = sequence(ALTERNATIVE_NAMES, octets(names));
      const pem = certify({ name: 'test server', publicKey: keys.publicKey, extension }, commonName, privateKey);
      return { pem, key: Buffer.from(keys.privateKey.export({ type: 'pkcs8', format: 'pem' })) };
    },
  };
}
