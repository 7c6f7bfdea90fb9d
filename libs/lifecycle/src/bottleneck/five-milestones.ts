import type { Ruleset } from './ruleset';

/**
 * The default ruleset: one 未 for each of the five milestones that a city's dispatch meeting asks about. No public
 * source defines 五未; a city that reckons otherwise adopts a ruleset of its own.
 */
export const FIVE_MILESTONES: Ruleset = {
  code: 'five-milestones',
  label: { zh: '五未(五个节点)', en: 'Five pending milestones' },
  version: 1,
  catalogue: 'cn-investment',
  bottlenecks: [
    {
      code: 'land-pre-approval-pending',
      label: { zh: '未预审', en: 'Land pre-approval pending' },
      awaits: 'land-pre-approval',
      clockStartsAt: ['filing', 'signing'],
      yellow: { count: 60, unit: 'days' },
      redAfterYellow: { count: 60, unit: 'days' },
      commitmentFirst: false,
      pauseStopsClock: true,
      owner: { zh: '自然资源', en: 'Natural resources' },
    },
    {
      code: 'eia-pending',
      label: { zh: '未环评', en: 'EIA pending' },
      awaits: 'eia',
      clockStartsAt: ['filing', 'signing'],
      yellow: { count: 60, unit: 'days' },
      redAfterYellow: { count: 60, unit: 'days' },
      commitmentFirst: false,
      pauseStopsClock: true,
      owner: { zh: '生态环境', en: 'Ecology and environment' },
    },
    {
      code: 'groundbreaking-pending',
      label: { zh: '未开工', en: 'Groundbreaking pending' },
      awaits: 'groundbreaking',
      clockStartsAt: ['land-supply', 'eia', 'signing'],
      yellow: { count: 180, unit: 'days' },
      redAfterYellow: { count: 365, unit: 'days' },
      commitmentFirst: true,
      pauseStopsClock: true,
      owner: { zh: '属地/园区、住建', en: 'Locality or park; housing and construction' },
      source: '闲置土地处置办法: idle when a year past the agreed start',
    },
    {
      code: 'statistics-pending',
      label: { zh: '未纳统', en: 'Inclusion in statistics pending' },
      awaits: 'statistics',
      clockStartsAt: ['groundbreaking'],
      yellow: { count: 30, unit: 'days' },
      redAfterYellow: { count: 30, unit: 'days' },
      commitmentFirst: false,
      pauseStopsClock: true,
      owner: { zh: '统计、行业主管', en: 'Statistics; sector authority' },
    },
    {
      code: 'commissioning-pending',
      label: { zh: '未投产', en: 'Commissioning pending' },
      awaits: 'commissioning',
      clockStartsAt: ['completion', 'statistics'],
      yellow: { count: 90, unit: 'days' },
      redAfterYellow: { count: 90, unit: 'days' },
      commitmentFirst: true,
      pauseStopsClock: true,
      owner: { zh: '工信、园区', en: 'Industry; park' },
    },
  ],
};
