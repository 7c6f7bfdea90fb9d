import type { Notice } from '@milepost/lifecycle';
import { AddressGuard, isNotice, type GuardOptions } from '.';

/** Names of the tests and what they lead to. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'hooks.example.com': ['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946'],
  'intranet.example.com': ['10.1.2.3'],
  'mixed.example.com': ['93.184.216.34', '192.168.1.1'],
  'mixed6.example.com': ['2606:2800:220:1:248:1893:25c8:1946', 'fd12::1'],
  'metadata.example.com': ['169.254.169.254'],
  'zone.example.com': ['fe80::1%eth0'],
  'strange.example.com': ['nonsense'],
  'two.example.com': ['10.1.2.3', '10.1.2.4'],
  'empty.example.com': [],
  localhost: ['127.0.0.1', '::1'],
  printer: ['192.168.1.9'],
  'xn--fsqu00a.xn--fiqs8s': ['93.184.216.34'],
};

/** A guard that knows these names. */
export const guardOf = (options: GuardOptions = {}): AddressGuard =>
  new AddressGuard({
    resolve: (host) => {
      const found = NAMES[host];
      if (found === undefined) return Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }));
      return Promise.resolve(found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
    },
    ...options,
  });

/** The code of what refuses an address, or where the connection goes. */
export async function told(guard: AddressGuard, text: string): Promise<string> {
  const url = guard.checkUrl(text);
  if (isNotice(url)) return codeOf(url);
  const found = await guard.resolve(url);
  return isNotice(found) ? codeOf(found) : found.address;
}

function codeOf(notice: Notice): string {
  expect(notice.field).toBe('url');
  expect(`${notice.en}${notice.zh}`).not.toMatch(/\{\w+\}/);
  return notice.code.replace('webhook.', '');
}
