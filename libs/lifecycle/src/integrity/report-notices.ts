import { noticeKind } from '../notices';

/** Every refusal of a report: one line each, code, English, Chinese. */
export const reportNotices = {
  reportAlreadyPublished: noticeKind(
    'report.already-published',
    'The report of {month} was published at {at} and stays as it is: corrections appear in the next.',
    '{month} 月报已于 {at} 发布,不再改动,更正在下期体现。',
  ),
  hashInvalid: noticeKind(
    'hash.invalid',
    'A SHA-256 is 64 lower-case hexadecimal digits.',
    'SHA-256 应为 64 位小写十六进制。',
  ),
  rulesetVersionUnknown: noticeKind(
    'ruleset.version-unknown',
    'There is no version {version} of ruleset {ruleset}.',
    '规则集 {ruleset} 没有版本 {version}。',
  ),
  instantInFuture: noticeKind('instant.in-future', '{instant} has not come yet.', '{instant} 尚未到来。'),
} as const;
