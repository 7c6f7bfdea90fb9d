import { CN_INVESTMENT, type CodedLabel } from '@milepost/lifecycle';

/** A column of the ledger that Chinese offices fill in. `apps/cli/registers/cn-ledger` reads it. */
export interface TemplateColumn {
  readonly name: string;
  readonly width: number;
  readonly required?: boolean;
  /** The values to choose from. */
  readonly choices?: readonly string[];
  readonly date?: boolean;
  /** How it is filled in, for the sheet of instructions. */
  readonly hint: string;
}

const labels = (coded: readonly CodedLabel[]): string[] => coded.map(({ label }) => label.zh);
const date = (name: string, hint: string): TemplateColumn => ({ name, width: 13, date: true, hint });

const IDENTITY: readonly TemplateColumn[] = [
  { name: '项目编号', width: 14, required: true, hint: '本单位内部编号,每个项目唯一,以后各期台账保持不变。' },
  { name: '项目名称', width: 36, required: true, hint: '项目全称。' },
  { name: '项目类型', width: 16, required: true, choices: labels(CN_INVESTMENT.kinds), hint: '从下拉列表中选择。' },
  { name: '属地', width: 14, required: true, hint: '行政区划代码(6、9或12位)或名称,各期写法一致。' },
  { name: '投资主体', width: 28, hint: '企业或单位全称。' },
  { name: '统一社会信用代码', width: 22, hint: '18位;校验不符时照录并在报告中提示。' },
  { name: '行业代码', width: 12, hint: 'GB/T 4754 代码,如 C3670。' },
  { name: '用地方式', width: 12, choices: labels(CN_INVESTMENT.landModes), hint: '从下拉列表中选择。' },
  { name: '总投资(万元)', width: 15, hint: '单位万元,可带小数;写明“亿元”等单位时按所写单位。' },
  { name: '标签', width: 20, hint: '多个标签用顿号、逗号或分号隔开,如:省重点、续建。' },
  { name: '项目代码', width: 28, hint: '投资项目统一代码,含连字符,如 2403-361002-04-01-100866。尚未赋码的留空。' },
  { name: '牵头领导(职务)', width: 18, hint: '只填职务,不填姓名,如:分管工业副县长。' },
  { name: '责任单位', width: 18, hint: '如:县发改委。' },
  { name: '联系岗位', width: 16, hint: '只填岗位,不填姓名和电话。' },
];

const MILESTONES: readonly TemplateColumn[] = CN_INVESTMENT.milestones.map(({ label, evidence }) =>
  date(label.zh, `实际日期,未发生的留空。${evidence === undefined ? '' : `依据:${evidence.zh}。`}`),
);

const DOCUMENTS: readonly TemplateColumn[] = ['备案/核准', '用地预审', '环评', '施工许可'].map((name) => ({
  name: `${name}文号`,
  width: 22,
  hint: `${name}批复或证书的编号。`,
}));

const PLANS: readonly TemplateColumn[] = ['开工', '竣工', '投产'].map((name) =>
  date(`计划${name}`, `承诺的${name}日期;改期时直接改写,系统保留每次承诺。`),
);

const STATUSES: readonly TemplateColumn[] = [
  date('停工日期', '停工(暂停)的日期。'),
  { name: '停工原因', width: 24, hint: '如:资金、征拆、用地。' },
  date('复工日期', '复工的日期。'),
  date('终止日期', '项目终止的日期。'),
  { name: '终止原因', width: 24, hint: '终止的原因。' },
];

export const TEMPLATE_COLUMNS: readonly TemplateColumn[] = [
  ...IDENTITY,
  ...MILESTONES,
  ...DOCUMENTS,
  ...PLANS,
  ...STATUSES,
];
