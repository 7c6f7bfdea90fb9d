const SCHEMES: Readonly<Record<string, { readonly discover: boolean }>> = {
  esdb: { discover: false },
  kurrentdb: { discover: false },
  kdb: { discover: false },
  'esdb+discover': { discover: true },
  'kurrentdb+discover': { discover: true },
  'kdb+discover': { discover: true },
};
const DEFAULT_PORT = 2113;
const NODE_PREFERENCES = ['leader', 'follower', 'random', 'read_only_replica'] as const;
const NUMBERS = [
  'maxDiscoverAttempts',
  'discoveryInterval',
  'gossipTimeout',
  'keepAliveInterval',
  'keepAliveTimeout',
] as const;
const FILES = ['tlsCaFile', 'userCertFile', 'userKeyFile'] as const;

export interface Host {
  readonly address: string;
  readonly port: number;
}

/** What a URL says of a server or cluster. */
export interface ConnectionTarget extends Partial<Record<(typeof NUMBERS)[number] | 'defaultDeadline', number>> {
  readonly hosts: readonly Host[];
  /** True when the one host is asked, or looked up, for the members of its cluster. */
  readonly discover: boolean;
  readonly tls: boolean;
  readonly credentials?: { readonly username: string; readonly password: string };
  readonly nodePreference?: (typeof NODE_PREFERENCES)[number];
  readonly connectionName?: string;
  /** Files of certificates, PEM. */
  readonly tlsCaFile?: string;
  readonly userCertFile?: string;
  readonly userKeyFile?: string;
}

/** The URL of an event store says something that can't be followed. The message names the part, never its value. */
export class EventStoreUrlInvalid extends Error {
  override readonly name = 'EventStoreUrlInvalid';
  constructor(why: string) {
    super(`the URL of the event store can’t be followed: ${why}`);
  }
}

// Not by `URL`, which knows neither several hosts nor these schemes.
const FORM = /^([a-z+]+):\/\/(?:([^/?#]*)@)?([^/?#@]+)\/?(?:\?([^#]*))?$/i;

/**
 * Reads a URL of EventStoreDB or its successor: `esdb://user:password@host:2113,host?tls=true`, also `kurrentdb://` and
 * `kdb://`, each with `+discover`. The client's own reading of it would print the password where it finds fault.
 * @throws EventStoreUrlInvalid
 */
export function parseConnectionUrl(text: string): ConnectionTarget {
  const [, scheme, userInfo, hosts, query] = FORM.exec(text.trim()) ?? [];
  const kind = scheme === undefined ? undefined : SCHEMES[scheme.toLowerCase()];
  if (kind === undefined || hosts === undefined) {
    throw new EventStoreUrlInvalid('it must look like esdb://user:password@host:2113?tls=true');
  }
  return {
    hosts: hosts.split(',').map(readHost),
    discover: kind.discover,
    tls: true,
    ...(userInfo !== undefined && { credentials: readCredentials(userInfo) }),
    ...readParameters(query ?? ''),
  };
}

function readHost(text: string): Host {
  const [, address, port] = /^(\[[^\]]+\]|[^:[\]]+)(?::(\d{1,5}))?$/.exec(text.trim()) ?? [];
  if (address === undefined || Number(port ?? 0) > 65_535) {
    throw new EventStoreUrlInvalid('a host is neither a name nor an address with a port');
  }
  return { address, port: port === undefined ? DEFAULT_PORT : Number(port) };
}

function readCredentials(text: string): NonNullable<ConnectionTarget['credentials']> {
  const [username, ...rest] = text.split(':');
  if (!username || rest.length === 0) throw new EventStoreUrlInvalid('before the @ stand a user and a password');
  return { username: decode(username, 'user'), password: decode(rest.join(':'), 'password') };
}

function decode(text: string, what: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new EventStoreUrlInvalid(`${what} is not percent-encoded as a URL has it`);
  }
}

const flat = (text: string) => text.toLowerCase().replace(/[_-]/g, '');

function readParameters(query: string): Partial<ConnectionTarget> {
  const found: Record<string, unknown> = {};
  for (const pair of query.split('&').filter(Boolean)) {
    const [key = '', ...rest] = pair.split('=');
    const value = decode(rest.join('='), key);
    const named = <Name extends string>(names: readonly Name[]) => names.find((name) => flat(name) === flat(key));
    const number = named([...NUMBERS, 'defaultDeadline']);
    const file = named([...FILES, 'connectionName']);
    if (number !== undefined) found[number] = readNumber(number, value);
    else if (file !== undefined) found[file] = value;
    else if (flat(key) === 'tls') found.tls = readBoolean('tls', value);
    else if (flat(key) === 'nodepreference') found.nodePreference = readPreference(value);
    else if (flat(key) === 'tlsverifycert') requireVerification(value);
    else throw new EventStoreUrlInvalid(`it has a parameter ${JSON.stringify(key)}, which means nothing here`);
  }
  return found;
}

function readNumber(key: string, text: string): number {
  if (!/^-?\d{1,9}$/.test(text)) throw new EventStoreUrlInvalid(`${key} is not a number`);
  return Number(text);
}

function readBoolean(key: string, text: string): boolean {
  if (text !== 'true' && text !== 'false') throw new EventStoreUrlInvalid(`${key} is neither true nor false`);
  return text === 'true';
}

function readPreference(text: string): ConnectionTarget['nodePreference'] {
  const preference = NODE_PREFERENCES.find((name) => flat(name) === flat(text));
  if (preference === undefined) throw new EventStoreUrlInvalid(`nodePreference is none of ${NODE_PREFERENCES.join()}`);
  return preference;
}

function requireVerification(text: string): void {
  if (readBoolean('tlsVerifyCert', text)) return;
  throw new EventStoreUrlInvalid('tlsVerifyCert=false is not offered: name the authority with tlsCaFile');
}
