import type { Profile } from '@milepost/lifecycle';
import { creditCode } from './codes';
import { districtName, isPark, SAMPLE_COUNTY, SAMPLE_DISTRICTS } from './county';
import { investmentOf, type KindTraits } from './kinds';
import type { Random } from './random';

// Characters that sound well in a firm's name. Behind the name of a county that does not exist, no real firm is meant.
const FIRST = ['岚', '澄', '泓', '禾', '霁', '珩', '沅', '朔', '锦', '曜', '屿', '棠'];
const SECOND = ['川', '曦', '衡', '拓', '邦', '翊', '和', '澜', '峻', '达', '棣', '翎'];

/** Picks a town, or a park as often as the kind goes to one. */
export function districtFor(traits: KindTraits, random: Random): string {
  const inPark = random.chance(traits.inParks);
  return random.pick(SAMPLE_DISTRICTS.filter(({ code }) => isPark(code) === inPark)).code;
}

function tagsOf(kind: string, totalInvestment: string, random: Random): string[] {
  const large = Number(totalInvestment) >= 500_000_000;
  const tags: string[] = [];
  if (random.chance(large ? 0.5 : 0.15)) tags.push('重点项目');
  if (random.chance(large ? 0.25 : 0.02)) tags.push('省重点');
  else if (random.chance(large ? 0.4 : 0.08)) tags.push('市重点');
  if (['technical-renovation', 'leased-plant', 'new-build'].includes(kind) && random.chance(0.15))
    tags.push('增资扩产');
  if (kind === 'technical-renovation' && random.chance(0.2)) tags.push('智改数转');
  if (kind !== 'government-infrastructure' && random.chance(0.08)) tags.push('专精特新');
  if (random.chance(0.05)) tags.push('返乡创业');
  return tags;
}

/** What a project is first registered as. */
export function profileFor(traits: KindTraits, random: Random): Profile {
  const county = SAMPLE_COUNTY.label.zh;
  const place = county.slice(0, 2);
  const district = districtFor(traits, random);
  const { industry, product, firm } = random.pick(traits.lines);
  const brand = random.pick(FIRST) + random.pick(SECOND);
  const isPublic = traits.code === 'government-infrastructure';
  const located = isPublic || traits.code === 'solar' || traits.code === 'wind';
  const size = traits.code === 'solar' || traits.code === 'wind' ? `${random.int(2, 20) * 5}MW` : '';
  const investor = isPublic ? `${place}${firm}投资有限公司` : `${place}${brand}${firm}有限公司`;
  const totalInvestment = investmentOf(traits, random);
  return {
    name: `${located ? districtName(district) : place + brand}${size}${product}${random.pick(traits.titles)}项目`,
    kind: traits.code,
    investor,
    investorCode: random.chance(0.92) ? creditCode('91', random) : null,
    district,
    industry,
    landMode: random.weighted(traits.landModes),
    totalInvestment,
    tags: tagsOf(traits.code, totalInvestment, random),
  };
}
