import { noticeKind, type StatusKind, type YuanProblem } from '@milepost/lifecycle';

const AMOUNT_PROBLEMS: Readonly<Record<YuanProblem, { readonly en: string; readonly zh: string }>> = {
  empty: { en: 'it is blank', zh: '内容为空' },
  format: { en: 'there is no number', zh: '没有数字' },
  unit: { en: 'its unit is not known', zh: '单位无法识别' },
  ambiguous: { en: 'it has more than one reading', zh: '可有多种理解,请填写确切数额' },
  'too-precise': { en: 'it is finer than a fen', zh: '精确到了分以下' },
  'too-large': { en: 'it is too large', zh: '数额过大' },
  'too-long': { en: 'it is too long', zh: '内容过长' },
};
const STATUSES: Readonly<Record<StatusKind, string>> = {
  suspended: '停工',
  resumed: '复工',
  terminated: '终止',
  reinstated: '恢复',
};

/** Why an amount can't be read, as parameters of its notice. */
export const amountProblem = (problem: YuanProblem) => ({
  problem,
  why_en: AMOUNT_PROBLEMS[problem].en,
  why_zh: AMOUNT_PROBLEMS[problem].zh,
});

/** A change of status, as parameters of a notice. */
export const statusNamed = (status: StatusKind) => ({ status, status_zh: STATUSES[status] });

/** Why an import refuses a row or warns of one, beside the refusals that every command can end with. */
export const importNotices = {
  keyMissing: noticeKind('import.key-missing', 'The row has no key.', '缺少项目标识。'),
  keyTwice: noticeKind(
    'import.key-twice',
    'The key {key} stands in lines {lines}: which row holds is not known.',
    '标识 {key} 重复出现在第 {lines} 行,无法确定以哪一行为准。',
  ),
  tooManyCells: noticeKind(
    'import.too-many-cells',
    'The row has {cells} cells, the header only {columns}: is a delimiter unquoted?',
    '本行有 {cells} 个单元格,表头只有 {columns} 列:是否有分隔符未加引号?',
  ),
  dateUnreadable: noticeKind(
    'import.date-unreadable',
    '“{value}” fits none of the date formats {formats}.',
    '“{value}”不符合任何日期格式:{formats}。',
  ),
  valueUnmapped: noticeKind(
    'import.value-unmapped',
    'The mapping does not say what “{value}” means.',
    '映射中没有“{value}”的对应值。',
  ),
  amountUnreadable: noticeKind(
    'import.amount-unreadable',
    '“{value}” can’t be read as an amount: {why_en}.',
    '“{value}”不是可识别的金额:{why_zh}。',
  ),
  statusWithoutEffect: noticeKind(
    'import.status-without-effect',
    'The change to {status} on {date} does not fit what comes before it and was left out.',
    '{date} 的{status_zh}与此前状态不符,已略去。',
  ),
  creditCodeDoubtful: noticeKind(
    'import.credit-code-doubtful',
    '{value} fails the checks of a unified social credit code; taken as it stands.',
    '{value} 未通过统一社会信用代码校验,已按原样导入。',
  ),
  projectCodeDoubtful: noticeKind(
    'import.project-code-doubtful',
    'The check digit of {value} does not match; taken as it stands.',
    '{value} 的校验码不符,已按原样导入。',
  ),
  caseUnknown: noticeKind('import.case-unknown', 'The case file has no row for {key}.', '项目信息文件中没有 {key}。'),
} as const;
