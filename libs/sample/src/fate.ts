import { CN_INVESTMENT, milestoneOf } from '@milepost/lifecycle';
import type { KindTraits } from './kinds';
import type { Random } from './random';

/** The milestones that the five bottlenecks of the default ruleset await. */
export const AWAITED = ['land-pre-approval', 'eia', 'groundbreaking', 'statistics', 'commissioning'] as const;

export interface Waiver {
  readonly milestone: string;
  readonly reason: string;
  readonly approver: string;
}

/** What sets one project apart from the course that all would take if everything went well. */
export interface Fate {
  /** Factor on all delays. */
  readonly pace: number;
  /** The milestone that it never gets to. */
  readonly stalledAt: string | null;
  /** A milestone that nobody records though later ones are; found out after so many days, or never. */
  readonly skipped: { readonly milestone: string; readonly foundAfter: number | null } | null;
  /** Ground is broken before this milestone that should come first. */
  readonly startsBefore: 'eia' | 'construction-permit' | null;
  readonly waivers: readonly Waiver[];
  /** Stops while it waits for this milestone, and goes on after so many days, or not. */
  readonly pause: { readonly before: string; readonly days: number | null } | null;
  /** Ends while it waits for this milestone, and is taken up again after so many days, or not. */
  readonly end: { readonly before: string; readonly revivedAfter: number | null } | null;
  /** Its land pre-approval is valid for less than the usual three years, and nothing is built on it. */
  readonly approvalLapses: boolean;
}

const WAIVERS: readonly Waiver[] = [
  { milestone: 'tendering', reason: '企业自筹资金,非依法必须招标的项目', approver: '发展和改革委员会' },
  { milestone: 'eia', reason: '属环评豁免管理类别,不纳入环评管理', approver: '生态环境局' },
  { milestone: 'statistics', reason: '计划总投资不足500万元,不纳入投资统计', approver: '统计局' },
  { milestone: 'land-pre-approval', reason: '规划建设用地范围内出让用地,免办预审', approver: '自然资源局' },
  { milestone: 'acceptance', reason: '无新建建筑,不需办理竣工验收备案', approver: '住房和城乡建设局' },
];

const ROOFTOP: readonly Waiver[] = ['land-pre-approval', 'land-supply', 'planning-permit'].map((milestone) => ({
  milestone,
  reason: '不新增建设用地,利用既有屋顶或复合利用土地',
  approver: '自然资源局',
}));

function waiversFor(traits: KindTraits, landMode: string | null, total: number, random: Random): Waiver[] {
  if (landMode === 'none' && ['solar', 'government-infrastructure'].includes(traits.code)) return [...ROOFTOP];
  if (total < 5_000_000) return WAIVERS.filter(({ milestone }) => milestone === 'statistics');
  if (!random.chance(0.17)) return [];
  const has = (code: string) => milestoneOf(CN_INVESTMENT, code)?.notApplicableTo?.includes(traits.code) !== true;
  return [random.pick(WAIVERS.filter(({ milestone }) => milestone !== 'statistics' && has(milestone)))];
}

const STALLS: readonly (readonly [milestone: string, weight: number])[] = [
  ['signing', 7],
  ['filing', 3],
  ['land-pre-approval', 4],
  ['eia', 4],
  ['land-supply', 4],
  ['groundbreaking', 6],
  ['statistics', 6],
  ['completion', 3],
  ['commissioning', 4],
];

/**
 * Draws what goes wrong with a project: mostly little.
 * @param turn mishaps befall each awaited milestone in turn, so that no place of a board stays empty
 */
export function fateFor(
  traits: KindTraits,
  profile: { readonly landMode: string | null; readonly totalInvestment: string | null },
  turn: number,
  random: Random,
): Fate {
  const possible = AWAITED.filter((code) => !milestoneOf(CN_INVESTMENT, code)?.notApplicableTo?.includes(traits.code));
  const awaited = possible[turn % possible.length] as string;
  const lot = random.fraction();
  const skips = lot >= 0.24 && lot < 0.38;
  return {
    // That commissioning was skipped shows only at full capacity: a slow project would not live to see it.
    pace: skips && awaited === 'commissioning' ? 0.45 : 0.55 + 1.15 * random.fraction(),
    stalledAt: lot < 0.24 ? random.weighted(STALLS) : null,
    skipped: skips ? { milestone: awaited, foundAfter: random.chance(0.25) ? random.int(100, 300) : null } : null,
    startsBefore: random.chance(0.08) ? random.pick(['eia', 'construction-permit'] as const) : null,
    waivers: waiversFor(traits, profile.landMode, Number(profile.totalInvestment), random),
    pause:
      lot >= 0.38 && lot < 0.54 ? { before: awaited, days: random.chance(0.5) ? random.int(40, 240) : null } : null,
    end:
      lot >= 0.54 && lot < 0.66
        ? { before: awaited, revivedAfter: random.chance(0.25) ? random.int(50, 200) : null }
        : null,
    approvalLapses: lot >= 0.66 && lot < 0.7,
  };
}
