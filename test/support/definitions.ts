import { CN_INVESTMENT, FIVE_MILESTONES, type Catalogue, type Limit, type Ruleset } from '../../libs/lifecycle/src';
import type { Api } from './api';
import type { Told } from './commands';

interface Adopted {
  readonly adopted: { readonly code: string; readonly version: number } | null;
  readonly position: string | null;
  readonly userErrors: readonly Told[];
}

export interface Adoption {
  readonly inForceFrom: string;
  readonly reason?: string;
  readonly idempotencyKey?: string;
  readonly ifRevision?: number;
}

const limitOf = (limit: Limit | undefined) => limit && { ...limit, unit: limit.unit.toUpperCase() };

/** The built-in catalogue's next version, changed. */
export const secondCatalogue = (changes: Partial<Catalogue> = {}): Catalogue => ({
  ...CN_INVESTMENT,
  version: 2,
  ...changes,
});

/** The built-in ruleset's next version: its limits `factor` times as long. */
export function secondRuleset(factor: number, version = 2): Ruleset {
  const scaled = (limit: Limit | undefined) => limit && { ...limit, count: limit.count * factor };
  return {
    ...FIVE_MILESTONES,
    version,
    bottlenecks: FIVE_MILESTONES.bottlenecks.map(({ yellow, redAfterYellow, ...rule }) => ({
      ...rule,
      ...(yellow && { yellow: scaled(yellow) }),
      ...(redAfterYellow && { redAfterYellow: scaled(redAfterYellow) }),
    })),
  };
}

export async function adoptCatalogue(api: Api, catalogue: Catalogue, adoption: Adoption): Promise<Adopted> {
  const { data, errors } = await api.ask(
    `mutation ($input: AdoptCatalogueInput!) { adoptCatalogue(input: $input) {
      adopted: catalogue { code version } position userErrors { code field }
    } }`,
    { input: { reason: '会议通过', ...adoption, catalogue } },
  );
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data.adoptCatalogue as Adopted;
}

export async function adoptRuleset(api: Api, ruleset: Ruleset, adoption: Adoption): Promise<Adopted> {
  const bottlenecks = ruleset.bottlenecks.map(({ yellow, redAfterYellow, ...rule }) => ({
    ...rule,
    yellow: limitOf(yellow),
    redAfterYellow: limitOf(redAfterYellow),
  }));
  const { data, errors } = await api.ask(
    `mutation ($input: AdoptRulesetInput!) { adoptRuleset(input: $input) {
      adopted: ruleset { code version } position userErrors { code field }
    } }`,
    { input: { reason: '会议通过', ...adoption, ruleset: { ...ruleset, bottlenecks } } },
  );
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data.adoptRuleset as Adopted;
}
