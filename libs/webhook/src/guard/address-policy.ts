import { isIP } from 'node:net';
import { embeddedIPv4 } from './ip-address';
import { NetworkSet } from './network-set';
import { GLOBAL_IPV6, NEVER_NETWORKS, SPECIAL_NETWORKS } from './special-networks';

/** `listed`: allowed because the operator says so, for plain http too. */
export type Standing = 'public' | 'listed' | 'forbidden';

const special = new NetworkSet(SPECIAL_NETWORKS);
const global = new NetworkSet([GLOBAL_IPV6]);
const never = new NetworkSet(NEVER_NETWORKS);

/** Which addresses messages may be sent to. */
export class AddressPolicy {
  private readonly listed: NetworkSet;
  readonly listsNothing: boolean;

  /** @param networks CIDR, of addresses that would be forbidden otherwise @throws InvalidGuard */
  constructor(networks: readonly string[]) {
    this.listed = new NetworkSet(networks);
    this.listsNothing = networks.length === 0;
  }

  standingOf(address: string): Standing {
    const family = isIP(address);
    // A zone names a link, and what is on the link only is not for us.
    if (family === 0 || address.includes('%')) return 'forbidden';
    const all = [address, ...embeddedIPv4(address)];
    if (all.some((any) => never.has(any))) return 'forbidden';
    if (this.listed.has(address)) return 'listed';
    if (all.some((any) => special.has(any)) || (family === 6 && !global.has(address))) return 'forbidden';
    return 'public';
  }
}
