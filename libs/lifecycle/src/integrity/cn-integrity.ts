import type { IntegrityRule, IntegrityRules } from './integrity-rules';

const UNAPPROVED = { zh: '可能未批先建', en: 'Possibly built without approval' };

const UNAPPROVED_RULES: readonly IntegrityRule[] = [
  {
    code: 'groundbreaking-before-land-supply',
    kind: 'order-inversion',
    label: {
      zh: `开工早于供地(${UNAPPROVED.zh})`,
      en: `Groundbreaking before land supply (${UNAPPROVED.en.toLowerCase()})`,
    },
    question: {
      zh: '供地之前凭什么手续动工?',
      en: 'On what title did work begin before the land was supplied?',
    },
    source: '土地管理法: land for construction is used after its grant or allocation (未供先用)',
    parameters: { milestone: 'groundbreaking', before: ['land-supply'] },
  },
  {
    code: 'groundbreaking-before-construction-permit',
    kind: 'order-inversion',
    label: {
      zh: `开工早于施工许可(${UNAPPROVED.zh})`,
      en: `Groundbreaking before the construction permit (${UNAPPROVED.en.toLowerCase()})`,
    },
    question: {
      zh: '无施工许可开工的依据是什么?是否属于限额以下工程?',
      en: 'Why did work begin without a construction permit: is it below the threshold?',
    },
    source: '建筑法 Art. 7; 建筑工程施工许可管理办法: exempt up to ¥300,000 or 300 m²',
    parameters: { milestone: 'groundbreaking', before: ['construction-permit'] },
  },
  {
    code: 'groundbreaking-before-eia',
    kind: 'order-inversion',
    label: {
      zh: `开工早于环评(${UNAPPROVED.zh})`,
      en: `Groundbreaking before the EIA (${UNAPPROVED.en.toLowerCase()})`,
    },
    question: {
      zh: '环评批复之前是否已动工?是否属于登记表备案?',
      en: 'Did work begin before the EIA was approved, or does registration suffice?',
    },
    source: '环境影响评价法 Art. 25: no work before the EIA is approved',
    parameters: { milestone: 'groundbreaking', before: ['eia'] },
  },
];

const STATISTICS_RULES: readonly IntegrityRule[] = [
  {
    code: 'statistics-before-groundbreaking',
    kind: 'order-inversion',
    label: { zh: '纳统早于开工', en: 'In statistics before groundbreaking' },
    question: {
      zh: '入库时主体工程是否已动工、设备是否已到场?',
      en: 'Had main works started, or equipment arrived, when it was taken into statistics?',
    },
    source: '固定资产投资统计报表制度: taken in when main works have started or equipment is delivered',
    parameters: { milestone: 'statistics', before: ['groundbreaking'] },
  },
  {
    code: 'done-without-statistics',
    kind: 'missing-milestone',
    label: {
      zh: '已竣工或投产而未纳统(可能漏统)',
      en: 'Complete or in production but not in statistics (possibly omitted)',
    },
    question: { zh: '为何未纳统?是否漏统?', en: 'Why is it not in statistics: was it omitted?' },
    source: '固定资产投资统计报表制度: projects of a planned total from ¥5 million on',
    parameters: { milestones: ['completion', 'commissioning'], missing: 'statistics', minInvestment: '5000000' },
  },
  {
    code: 'investment-out-of-step',
    kind: 'investment-progress',
    label: {
      zh: '完成投资与形象进度不匹配(调度数,非统计数)',
      en: 'Investment out of step with physical progress (dispatch figure, not statistics)',
    },
    question: {
      zh: '完成投资与形象进度为何相差较大?有无进度单、账、付款依据?',
      en: 'Why do investment and physical progress differ so much: what bills, books and payments are there?',
    },
    source: 'Audit practice: 形象进度 against investment; the margin is this rule’s own',
    parameters: { points: 20 },
  },
];

const RECORDING_RULES: readonly IntegrityRule[] = [
  {
    code: 'recorded-late',
    kind: 'late-recording',
    label: { zh: '录入明显滞后(可能倒签)', en: 'Recorded long after it happened (possibly backdated)' },
    question: { zh: '为何事后多日才录入?日期以何为据?', en: 'Why was it recorded so late, and what proves the date?' },
    source: 'Practice: backdating beyond so many days needs a reason; no law fixes the number',
    parameters: { days: 30 },
  },
  {
    code: 'published-month-changed',
    kind: 'published-month',
    label: { zh: '改动已发布月份(可能倒签)', en: 'Written into a month already published (possibly backdated)' },
    question: {
      zh: '为何在报表发布后补录或改动该月数据?',
      en: 'Why was the month changed after its report was published?',
    },
    source: 'Practice: what was published stays, corrections appear in the next report with a reason',
    parameters: {},
  },
  {
    code: 'recorded-in-one-sitting',
    kind: 'one-sitting',
    label: { zh: '多个节点一次性补录', en: 'Many milestones recorded in one sitting' },
    question: {
      zh: '为何集中补录?各节点是否有当时的依据?',
      en: 'Why were they recorded together: is there evidence from the time of each?',
    },
    source: '统计执法: entries made up or made for others (代填代报)',
    parameters: { count: 4, minutes: 30, ignoreSources: ['import:'] },
  },
  {
    code: 'quarter-end-dates',
    kind: 'quarter-end',
    label: { zh: '日期集中在季末最后一天', en: 'Dates bunched on the last day of a quarter' },
    question: {
      zh: '日期为何集中在季末?是否为凑进度?',
      en: 'Why do the dates fall on quarter ends: to meet a target?',
    },
    source: 'Audit practice: dates made to fit a reporting period; the share is this rule’s own',
    parameters: { count: 3, sharePercent: 50 },
  },
];

const DOCUMENT_RULES: readonly IntegrityRule[] = [
  {
    code: 'approval-expired',
    kind: 'expired-approval',
    label: { zh: '批复过期', en: 'Approval past its validity' },
    question: { zh: '批复是否已延期或重新办理?', en: 'Has the approval been extended or given again?' },
    source:
      '建设项目用地预审管理办法 (three years); 环境影响评价法 Art. 24 (five years); 建筑法 Art. 9 (three months, extended twice)',
    parameters: { approvals: ['land-pre-approval', 'eia', 'construction-permit'] },
  },
  {
    code: 'duplicate-project',
    kind: 'duplicate-project',
    label: {
      zh: '疑似重复报送(同投资方、同属地、同名)',
      en: 'Possibly reported twice (same investor, district and name)',
    },
    question: {
      zh: '是否为同一项目?有无打捆、拆分或重复报送?',
      en: 'Are they one project, bundled, split or reported twice?',
    },
    source: '统计执法: 打捆、重复报送',
    parameters: {},
  },
  {
    code: 'shared-document-number',
    kind: 'shared-document',
    label: { zh: '文号被多个项目使用', en: 'A document number used by two projects' },
    question: { zh: '该文件究竟批给哪个项目?', en: 'For which project was the document issued?' },
    source: '统计核查: names, dates and amounts of approvals, contracts and forms agree',
    parameters: {},
  },
  {
    code: 'document-changed',
    kind: 'changed-document',
    label: { zh: '同一文件的哈希已变', en: 'A document’s hash has changed' },
    question: { zh: '文件为何更换?原件何在?', en: 'Why was the file replaced, and where is the original?' },
    source: 'Evidence is kept by hash, number and original date',
    parameters: {},
  },
];

/** The rules that a store starts with, over the built-in lifecycle, version 1. */
export const CN_INTEGRITY: IntegrityRules = {
  code: 'cn-integrity',
  label: { zh: '数据真实性疑点规则', en: 'Integrity rules' },
  version: 1,
  catalogue: 'cn-investment',
  rules: [...UNAPPROVED_RULES, ...STATISTICS_RULES, ...RECORDING_RULES, ...DOCUMENT_RULES],
};
