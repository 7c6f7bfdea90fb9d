import { InvalidGuard } from './network-set';

/** Both ends included. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

const single = (port: number): PortRange => ({ from: port, to: port });

/** Where receivers listen as a rule, by the scheme of the URL. */
export const DEFAULT_PORTS = {
  'https:': [443, 8443].map(single),
  'http:': [80, 8080].map(single),
} as const;

/** Reads `443, 8443, 9000-9100`. @throws InvalidGuard */
export function parsePorts(text: string): PortRange[] {
  return text.split(',').map((part) => {
    const [, first = '', last = first] = /^\s*(\d{1,5})(?:\s*-\s*(\d{1,5}))?\s*$/.exec(part) ?? [];
    const range = { from: Number(first), to: Number(last) };
    if (range.from < 1 || range.to > 65_535 || range.from > range.to) {
      throw new InvalidGuard(`${JSON.stringify(part.trim())} is no port or range such as 443 or 9000-9100`);
    }
    return range;
  });
}

/** Reads `10.0.0.0/8, fd00::/8` into its parts, which the guard checks. */
export const parseNetworks = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

export const includesPort = (ranges: readonly PortRange[], port: number): boolean =>
  ranges.some(({ from, to }) => from <= port && port <= to);

export const formatPorts = (ranges: readonly PortRange[]): string =>
  ranges.map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`)).join(', ');
