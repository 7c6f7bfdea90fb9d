export { AddressGuard, hostOf, isNotice, type Address, type GuardOptions, type Resolve } from './address-guard';
export { InvalidGuard } from './network-set';
export { parseNetworks, parsePorts, type PortRange } from './port-ranges';
