import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Notice } from '@milepost/lifecycle';
import { AddressPolicy } from './address-policy';
import { notices } from './notices';
import { DEFAULT_PORTS, formatPorts, includesPort, type PortRange } from './port-ranges';

export interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}

/** All addresses of a name; rejects when there are none. */
export type Resolve = (host: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

export interface GuardOptions {
  /** CIDR, IPv4 or IPv6: networks that would be forbidden otherwise, such as the ministry’s own. */
  readonly networks?: readonly string[];
  /** For both schemes; 443 and 8443, for http 80 and 8080, when absent. */
  readonly ports?: readonly PortRange[];
  readonly resolve?: Resolve;
}

const MAX_LENGTH = 2048;
const FIELD = 'url';
/** Labels as in DNS, underscore included; the URL parser has made other scripts ASCII. */
const NAME = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/;

export const isNotice = <T extends object>(value: T | Notice): value is Notice => 'zh' in value && 'code' in value;

/** The host of a URL as the system takes it: an IPv6 address without brackets. */
export const hostOf = ({ hostname }: URL): string => (hostname.startsWith('[') ? hostname.slice(1, -1) : hostname);

/**
 * Keeps messages from leading into networks that their sender can reach and those who save an address can’t: the one check
 * for saving an address, trying it and delivering to it.
 */
export class AddressGuard {
  private readonly policy: AddressPolicy;
  private readonly ports: readonly PortRange[] | undefined;
  private readonly lookUp: Resolve;

  /** @throws InvalidGuard */
  constructor({ networks = [], ports, resolve = (host) => lookup(host, { all: true }) }: GuardOptions = {}) {
    this.policy = new AddressPolicy(networks);
    this.ports = ports;
    this.lookUp = resolve;
  }

  /** What can be told from the text alone; an address in it is checked, a name is not yet resolved. */
  checkUrl(text: string): URL | Notice {
    if (text.length > MAX_LENGTH) return notices.urlTooLong(FIELD, { max: MAX_LENGTH });
    // The parser drops line ends and tabs, and spaces around; what was saved should be what is shown.
    if (/[\s\p{C}\\]/u.test(text) || !URL.canParse(text)) return notices.urlInvalid(FIELD);
    const url = new URL(text);
    const { protocol } = url;
    if (protocol !== 'https:' && protocol !== 'http:') return notices.schemeForbidden(FIELD, { scheme: protocol });
    if (!/^https?:\/\/[^/]/i.test(text)) return notices.urlInvalid(FIELD);
    if (url.href.length > MAX_LENGTH) return notices.urlTooLong(FIELD, { max: MAX_LENGTH });
    if (url.username !== '' || url.password !== '' || /^[^/]*\/\/[^/?#]*@/.test(text)) {
      return notices.userInfoForbidden(FIELD);
    }
    if (text.includes('#')) return notices.fragmentForbidden(FIELD);
    const host = hostOf(url);
    if (isIP(host) === 0 && !NAME.test(host)) return notices.hostInvalid(FIELD, { host });
    const port = Number(url.port || (protocol === 'https:' ? 443 : 80));
    const ports = this.ports ?? DEFAULT_PORTS[protocol];
    if (!includesPort(ports, port)) return notices.portForbidden(FIELD, { port, allowed: formatPorts(ports) });
    if (protocol === 'http:' && this.policy.listsNothing) return notices.plainHttpForbidden(FIELD);
    return (isIP(host) !== 0 && this.refused(url, host)) || url;
  }

  /** Every address of a URL that `checkUrl` has passed; a notice as soon as one of them is forbidden. */
  async resolveAll(url: URL): Promise<readonly [Address, ...Address[]] | Notice> {
    const host = hostOf(url);
    const found: Address[] = [];
    try {
      const answers = isIP(host) === 0 ? await this.lookUp(host) : [{ address: host }];
      for (const { address } of answers) {
        const refused = this.refused(url, address);
        if (refused !== null) return refused;
        found.push({ address, family: isIP(address) === 6 ? 6 : 4 });
      }
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? (error as Error).name;
      return notices.hostUnknown(FIELD, { host, reason });
    }
    const [first, ...rest] = found;
    return first === undefined ? notices.hostUnknown(FIELD, { host, reason: 'ENODATA' }) : [first, ...rest];
  }

  /**
   * Resolves and checks every address, and answers the one to connect to: whoever asks the name again may be told another.
   */
  async resolve(url: URL): Promise<Address | Notice> {
    const found = await this.resolveAll(url);
    return isNotice(found) ? found : found[0];
  }

  private refused(url: URL, address: string): Notice | null {
    const standing = this.policy.standingOf(address);
    if (standing === 'forbidden') return notices.addressForbidden(FIELD, { host: hostOf(url), address });
    // Without TLS whoever is on the way reads it: that is for networks that someone answers for.
    return url.protocol === 'http:' && standing !== 'listed' ? notices.plainHttpForbidden(FIELD) : null;
  }
}
