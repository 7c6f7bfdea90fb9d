import { MANUFACTURING, productLine, PUBLIC_WORKS, type ProductLine } from './product-lines';
import type { Random } from './random';

/** How projects of one kind look. */
export interface KindTraits {
  readonly code: string;
  /** Share of all projects. */
  readonly share: number;
  readonly lines: readonly ProductLine[];
  readonly titles: readonly string[];
  /** Total investment in 万元: most lie nearer to the lower end. */
  readonly investment: readonly [min: number, max: number];
  readonly landModes: readonly (readonly [mode: string, weight: number])[];
  /** Type segment of the project code. */
  readonly codeType: string;
  /** How long the works take, against a new plant. */
  readonly works: number;
  readonly leads: readonly string[];
  readonly bureaus: readonly string[];
  /** Share of projects that go to a park. */
  readonly inParks: number;
}

const INDUSTRY_LEADS = ['分管工业副县长', '常务副县长', '县政协分管副主席', '县人大分管副主任', '经开区党工委书记'];
const WORKS_LEADS = ['分管城建副县长', '分管交通水利副县长', '常务副县长'];

/** The eight kinds of the catalogue; shares add up to one. */
export const KIND_TRAITS: readonly KindTraits[] = [
  {
    code: 'new-build',
    share: 0.38,
    lines: MANUFACTURING,
    titles: ['生产基地', '智能制造产业园', '生产线新建', '研发制造一体化基地'],
    investment: [3_000, 260_000],
    landModes: [
      ['granted', 9],
      ['existing', 1],
    ],
    codeType: '01',
    works: 1,
    leads: INDUSTRY_LEADS,
    bureaus: ['工业和信息化局', '招商服务中心'],
    inParks: 0.7,
  },
  {
    code: 'technical-renovation',
    share: 0.17,
    lines: MANUFACTURING,
    titles: ['生产线技术改造', '数字化车间改造', '节能降碳改造', '扩产技改'],
    investment: [600, 30_000],
    landModes: [['existing', 1]],
    codeType: '02',
    works: 0.5,
    leads: INDUSTRY_LEADS,
    bureaus: ['工业和信息化局'],
    inParks: 0.6,
  },
  {
    code: 'equipment-only',
    share: 0.07,
    lines: MANUFACTURING,
    titles: ['设备更新', '成套设备购置'],
    investment: [350, 9_000],
    landModes: [['none', 1]],
    codeType: '02',
    works: 0.3,
    leads: INDUSTRY_LEADS,
    bureaus: ['工业和信息化局'],
    inParks: 0.5,
  },
  {
    code: 'leased-plant',
    share: 0.11,
    lines: MANUFACTURING,
    titles: ['标准厂房入驻', '租赁厂房生产'],
    investment: [800, 22_000],
    landModes: [['none', 1]],
    codeType: '01',
    works: 0.35,
    leads: INDUSTRY_LEADS,
    bureaus: ['招商服务中心', '工业和信息化局'],
    inParks: 0.8,
  },
  {
    code: 'government-infrastructure',
    share: 0.13,
    lines: PUBLIC_WORKS,
    titles: ['工程', '建设工程(一期)', '建设工程(二期)'],
    investment: [900, 90_000],
    landModes: [
      ['allocated', 8],
      ['none', 2],
    ],
    codeType: '01',
    works: 0.9,
    leads: WORKS_LEADS,
    bureaus: ['住房和城乡建设局', '交通运输局', '水利局', '教育体育局', '卫生健康委员会'],
    inParks: 0.2,
  },
  {
    code: 'real-estate',
    share: 0.04,
    lines: [productLine('K7010', '住宅小区', '置业'), productLine('K7010', '商业综合体', '置业')],
    titles: ['开发'],
    investment: [18_000, 220_000],
    landModes: [['granted', 1]],
    codeType: '01',
    works: 1.3,
    leads: ['分管城建副县长'],
    bureaus: ['住房和城乡建设局'],
    inParks: 0,
  },
  {
    code: 'solar',
    share: 0.07,
    lines: [
      productLine('D4416', '农光互补光伏发电', '光伏发电'),
      productLine('D4416', '渔光互补光伏发电', '光伏发电'),
      productLine('D4416', '屋顶分布式光伏发电', '光伏发电'),
    ],
    titles: [''],
    investment: [1_500, 65_000],
    landModes: [
      ['leased', 6],
      ['none', 4],
    ],
    codeType: '05',
    works: 0.45,
    leads: ['分管农业副县长', '常务副县长'],
    bureaus: ['发展和改革委员会'],
    inParks: 0.1,
  },
  {
    code: 'wind',
    share: 0.03,
    lines: [productLine('D4415', '山地风电场', '风力发电'), productLine('D4415', '分散式风电', '风力发电')],
    titles: [''],
    investment: [25_000, 120_000],
    landModes: [
      ['allocated', 3],
      ['leased', 2],
    ],
    codeType: '05',
    works: 0.9,
    leads: ['常务副县长', '分管农业副县长'],
    bureaus: ['发展和改革委员会'],
    inParks: 0,
  },
];

/**
 * The kind of the project with this number. Multiples of the golden ratio fill the unit interval evenly, so that every
 * share is met from few projects on; drawing lots would leave rare kinds out.
 */
export function kindOf(index: number): KindTraits {
  let left = ((index + 1) * 0.618_033_988_749_895) % 1;
  for (const traits of KIND_TRAITS) if ((left -= traits.share) < 0) return traits;
  return KIND_TRAITS[0] as KindTraits;
}

/** A total investment in exact yuan: mostly in whole 万元, some to the yuan, a few to the fen. */
export function investmentOf({ investment: [min, max] }: KindTraits, random: Random): string {
  const tenThousands = Math.round(min * (max / min) ** (random.fraction() ** 1.35));
  const rough = tenThousands > 10_000 ? Math.round(tenThousands / 100) * 100 : tenThousands;
  const style = random.fraction();
  if (style < 0.75) return String(rough * 10_000);
  const yuan = tenThousands * 10_000 + random.int(1, 9_999);
  return style < 0.95 ? String(yuan) : `${yuan}.${random.int(1, 9)}${random.int(1, 9)}`;
}
