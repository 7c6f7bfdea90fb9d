import { isIP } from 'node:net';

/** The sixteen bytes of an IPv6 address as `isIP` takes it, without its zone. */
function bytesOf(address: string): Buffer {
  // Whatever way it is written, the URL parser writes it in hex.
  const plain = new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname.slice(1, -1);
  const [front = [], back] = plain.split('::').map((part) => (part === '' ? [] : part.split(':')));
  const zeros = back === undefined ? [] : new Array<string>(8 - front.length - back.length).fill('0');
  const groups = [...front, ...zeros, ...(back ?? [])];
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex');
}

/** Where an IPv6 address that begins with some bytes, the others being of no account (`..`), holds one of IPv4. */
const FORMS: readonly (readonly [begins: string, ...places: readonly (readonly number[])[]])[] = [
  ['000000000000000000000000', [12, 13, 14, 15]], // compatible, RFC 4291
  ['00000000000000000000ffff', [12, 13, 14, 15]], // mapped, RFC 4291
  ['0000000000000000ffff0000', [12, 13, 14, 15]], // translated, RFC 2765
  ['0064ff9b', [12, 13, 14, 15]], // NAT64, RFC 6052
  // NAT64 with a prefix of its own, RFC 8215, whose length its network knows.
  ['0064ff9b0001', [6, 7, 9, 10], [7, 9, 10, 11], [9, 10, 11, 12]],
  ['2002', [2, 3, 4, 5]], // 6to4, RFC 3056
  ['20010000', [4, 5, 6, 7]], // Teredo’s server, RFC 4380
  ['................00005efe', [12, 13, 14, 15]], // ISATAP, RFC 5214
  ['................02005efe', [12, 13, 14, 15]],
];

/**
 * The IPv4 addresses to which an IPv6 address can lead through whatever translates or tunnels on the way: a network may
 * have such a thing without our knowing of it.
 */
export function embeddedIPv4(address: string): string[] {
  if (isIP(address) !== 6) return [];
  const bytes = bytesOf(address);
  const hex = bytes.toString('hex');
  const found = FORMS.filter(([begins]) => new RegExp(`^${begins}`).test(hex)).flatMap(([, ...places]) =>
    places.map((place) => place.map((at) => bytes[at]).join('.')),
  );
  // Teredo turns all bits of the client’s address.
  if (hex.startsWith('20010000')) found.push(Array.from(bytes.subarray(12), (byte) => byte ^ 0xff).join('.'));
  return found;
}
