import { BlockList, isIP } from 'node:net';

/** An operator’s setting can’t be used: the message says which part of it, and why. */
export class InvalidGuard extends Error {
  override readonly name = 'InvalidGuard';
}

/**
 * Networks, IPv4 and IPv6 apart: one list for both would take IPv4 addresses as mapped ones, and thereby as part of
 * networks of IPv6.
 */
export class NetworkSet {
  private readonly lists = { 4: new BlockList(), 6: new BlockList() };

  /** @param networks CIDR, e.g. `10.0.0.0/8`, or single addresses @throws InvalidGuard */
  constructor(networks: readonly string[]) {
    for (const network of networks) this.add(network);
  }

  private add(network: string): void {
    const [, address = '', bits] = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(network) ?? [];
    const family = isIP(address);
    const most = family === 4 ? 32 : 128;
    const length = bits === undefined ? most : Number(bits);
    if ((family !== 4 && family !== 6) || length > most) {
      throw new InvalidGuard(`${JSON.stringify(network)} is no network such as 10.0.0.0/8 or fd00::/8`);
    }
    this.lists[family].addSubnet(address, length, family === 4 ? 'ipv4' : 'ipv6');
  }

  /** @param address as `isIP` takes it */
  has(address: string): boolean {
    const family = isIP(address);
    if (family === 4) return this.lists[4].check(address, 'ipv4');
    return family === 6 && this.lists[6].check(address, 'ipv6');
  }
}
