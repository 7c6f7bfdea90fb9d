import { noticeKind } from '@milepost/lifecycle';

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
    '“{value}” can’t be read as an amount: {problem}.',
    '“{value}”不是可识别的金额:{problem}。',
  ),
  statusWithoutEffect: noticeKind(
    'import.status-without-effect',
    'The change to {status} on {date} does not fit what comes before it and was left out.',
    '{date} 的状态变更“{status}”与此前状态不符,已略去。',
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
