import { parseIndustryCode } from '@milepost/lifecycle';

/** By division of GB/T 4754-2017, where the standard's codelist has something closer than its section's. */
const BY_DIVISION: Readonly<Record<string, string>> = {
  '46': 'waterAndWaste',
  '53': 'transport.rail',
  '54': 'transport.road',
  '55': 'transport.water',
  '56': 'transport.air',
  '78': 'governance',
};

const BY_SECTION: Readonly<Record<string, string>> = {
  D: 'energy',
  G: 'transport',
  I: 'communications',
  N: 'naturalResources',
  P: 'education',
  Q: 'health',
  R: 'cultureSportsAndRecreation',
  S: 'governance',
};

const BY_KIND: Readonly<Record<string, string>> = {
  solar: 'energy.solar',
  wind: 'energy.wind',
  'wind-onshore': 'energy.wind',
  'wind-offshore': 'energy.wind',
  biomass: 'energy.biomass',
  battery: 'energy',
  storage: 'energy',
};

/** Everything that produces and trades: agriculture, manufacturing, construction, services. */
const OTHERWISE = 'economy';

/**
 * The OC4IDS sectors (codelist projectSector) of a project, each subsector after its sector; none when neither its kind
 * nor its industry tells.
 */
export function sectorsOf(kind: string, industry: string | null): string[] {
  const sector = (Object.hasOwn(BY_KIND, kind) ? BY_KIND[kind] : undefined) ?? sectorOfIndustry(industry);
  if (sector === undefined) return [];
  const [above] = sector.split('.');
  return above === sector || above === undefined ? [sector] : [above, sector];
}

function sectorOfIndustry(industry: string | null): string | undefined {
  const parsed = industry === null ? undefined : parseIndustryCode(industry);
  if (parsed?.ok !== true) return undefined;
  return BY_DIVISION[parsed.code.slice(1, 3)] ?? BY_SECTION[parsed.section] ?? OTHERWISE;
}
