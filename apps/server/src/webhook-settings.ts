import { resolve } from 'node:path';
import { AddressGuard, parseNetworks, parsePorts, type PortRange } from '@milepost/webhook';
import { Secret } from './secret';

/** Where messages may be sent, and what their secrets are kept with. */
export interface WebhookSettings {
  /** Keys that secrets are sealed with, as text; those in a file, or of the data folder, when absent. */
  readonly keys?: Secret;
  /** Absolute path. */
  readonly keyFile?: string;
  /** CIDR: networks that would be forbidden otherwise. */
  readonly networks: readonly string[];
  /** The usual ones when absent. */
  readonly ports?: readonly PortRange[];
  /** Absolute path of certificates, PEM, that are trusted besides the public ones. */
  readonly caFile?: string;
  /** The CloudEvents `source` of all messages: a URI. */
  readonly source: string;
}

const DEFAULT_SOURCE = 'urn:milepost';

/** @param text what the environment holds under a name @param problems is told everything that is wrong, never a secret */
export function readWebhooks(
  text: (name: string) => string | undefined,
  cwd: string,
  problems: string[],
): WebhookSettings {
  const keys = text('MILEPOST_WEBHOOK_KEY');
  const keyFile = text('MILEPOST_WEBHOOK_KEY_FILE');
  const caFile = text('MILEPOST_WEBHOOK_CA_FILE');
  if (keys !== undefined && keyFile !== undefined) {
    problems.push('MILEPOST_WEBHOOK_KEY and MILEPOST_WEBHOOK_KEY_FILE are both set: only one can hold');
  }
  /** What a setting gives, where it can be read. */
  const read = <Value>(name: string, parse: (given: string) => Value): Value | undefined => {
    const given = text(name);
    if (given === undefined) return undefined;
    try {
      return parse(given);
    } catch (error) {
      problems.push(`${name}: ${(error as Error).message}`);
      return undefined;
    }
  };
  const networks = read('MILEPOST_WEBHOOK_NETWORKS', (given) => {
    const parsed = parseNetworks(given);
    // It alone knows which networks can be listed.
    new AddressGuard({ networks: parsed });
    return parsed;
  });
  const ports = read('MILEPOST_WEBHOOK_PORTS', parsePorts);
  const source = text('MILEPOST_WEBHOOK_SOURCE') ?? DEFAULT_SOURCE;
  if (!URL.canParse(source)) problems.push(`MILEPOST_WEBHOOK_SOURCE must be a URI, not ${JSON.stringify(source)}`);
  return {
    networks: networks ?? [],
    source,
    ...(keys !== undefined && { keys: new Secret(keys) }),
    ...(keyFile !== undefined && { keyFile: resolve(cwd, keyFile) }),
    ...(caFile !== undefined && { caFile: resolve(cwd, caFile) }),
    ...(ports && { ports }),
  };
}
