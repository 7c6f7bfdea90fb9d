import { noticeKind } from '../notices';

/** Every refusal and warning that a command can end with: one line each, code, English, Chinese. */
export const notices = {
  projectUnknown: noticeKind('project.unknown', 'There is no project {id}.', '项目 {id} 不存在。'),
  alreadyRegistered: noticeKind(
    'project.already-registered',
    'Project {id} is registered already.',
    '项目 {id} 已登记。',
  ),
  catalogueUnknown: noticeKind(
    'catalogue.unknown',
    'There is no catalogue {catalogue}.',
    '生命周期目录 {catalogue} 不存在。',
  ),
  fieldRequired: noticeKind('field.required', 'This field must not be blank.', '此项不能为空。'),
  fieldTooLong: noticeKind('field.too-long', 'At most {max} characters.', '最多 {max} 个字符。'),
  reasonRequired: noticeKind('reason.required', 'A reason is required.', '必须说明理由。'),
  nothingChanges: noticeKind('nothing.changes', 'This changes nothing.', '没有任何变化。'),
  kindUnknown: noticeKind('kind.unknown', 'The catalogue has no kind {kind}.', '目录中没有项目类型 {kind}。'),
  landModeUnknown: noticeKind(
    'land-mode.unknown',
    'The catalogue has no land mode {landMode}.',
    '目录中没有用地方式 {landMode}。',
  ),
  amountInvalid: noticeKind('amount.invalid', '“{value}” is no exact amount of yuan.', '“{value}”不是有效金额(元)。'),
  amountNegative: noticeKind('amount.negative', 'The amount must not be negative.', '金额不能为负数。'),
  unitSuspect: noticeKind(
    'amount.unit-suspect',
    'The total changes about ten-thousandfold, from {before} to {after} yuan: is the unit right?',
    '总投资变化约一万倍(由 {before} 元变为 {after} 元),请核对单位。',
  ),
  dateInvalid: noticeKind('date.invalid', '“{date}” is no calendar date.', '“{date}”不是有效日期。'),
  dateInFuture: noticeKind('date.in-future', '{date} lies after today, {today}.', '{date} 晚于今天({today})。'),
  dateImplausible: noticeKind('date.implausible', '{date} lies before {earliest}.', '{date} 早于 {earliest}。'),
  validityBeforeDate: noticeKind(
    'validity.before-date',
    'Valid until {validUntil}, but it happened on {date}.',
    '有效期 {validUntil} 早于发生日期 {date}。',
  ),
  milestoneUnknown: noticeKind(
    'milestone.unknown',
    'The catalogue has no milestone {milestone}.',
    '目录中没有节点 {milestone}。',
  ),
  milestoneAlreadyRecorded: noticeKind(
    'milestone.already-recorded',
    '{milestone} is recorded already, on {date}: correct it, or record a repeat.',
    '节点 {milestone} 已于 {date} 记录:请更正,或按重复办理记录。',
  ),
  milestoneNotRecorded: noticeKind(
    'milestone.not-recorded',
    '{milestone} is not recorded.',
    '节点 {milestone} 尚未记录。',
  ),
  milestoneAmbiguous: noticeKind(
    'milestone.ambiguous',
    '{milestone} is recorded {count} times: name the event.',
    '节点 {milestone} 有 {count} 条记录,请指明事件。',
  ),
  milestoneNotForKind: noticeKind(
    'milestone.not-for-kind',
    '{milestone} does not apply to projects of kind {kind}; recorded all the same.',
    '节点 {milestone} 不适用于 {kind} 类项目,已照录。',
  ),
  alreadyNotApplicable: noticeKind(
    'milestone.already-not-applicable',
    '{milestone} is marked not applicable already.',
    '节点 {milestone} 已标记为不适用。',
  ),
  prerequisiteMissing: noticeKind(
    'prerequisite.missing',
    '{milestone} comes before {before} in the lifecycle but is not recorded.',
    '按流程 {milestone} 应先于 {before},但尚未记录。',
  ),
  prerequisiteLater: noticeKind(
    'prerequisite.later',
    '{milestone} happened on {date}, after {before}.',
    '{milestone} 发生于 {date},晚于 {before}。',
  ),
  eventUnknown: noticeKind(
    'event.unknown',
    'The project has no such fact in force: {eventId}.',
    '该项目没有有效记录 {eventId}。',
  ),
  commitmentEmpty: noticeKind(
    'commitment.empty',
    'A commitment names at least one milestone.',
    '承诺至少包含一个节点。',
  ),
  commitmentInPast: noticeKind(
    'commitment.in-past',
    'The date committed for {milestone}, {date}, has passed.',
    '节点 {milestone} 的承诺日期 {date} 已过。',
  ),
  monthInvalid: noticeKind('month.invalid', '“{month}” is no month (YYYY-MM).', '“{month}”不是有效月份(YYYY-MM)。'),
  monthInFuture: noticeKind('month.in-future', '{month} has not begun.', '{month} 尚未开始。'),
  cumulativeBelowAmount: noticeKind(
    'investment.cumulative-below-month',
    'The cumulative amount is less than that of the month.',
    '累计完成投资小于本月完成投资。',
  ),
  cumulativeOutOfStep: noticeKind(
    'investment.cumulative-out-of-step',
    'Recorded, but {before} up to {month} and the month’s amount do not add up to the cumulative amount.',
    '已记录,但截至 {month} 累计 {before} 元加本月完成投资与累计数不符。',
  ),
  progressInvalid: noticeKind(
    'investment.progress-invalid',
    'Progress is 0 to 100 percent with at most two decimals.',
    '形象进度应为 0 至 100 的百分数,最多两位小数。',
  ),
  flagRuleUnknown: noticeKind('flag.rule-unknown', 'There is no integrity rule {rule}.', '没有疑点规则 {rule}。'),
  flagEventsMissing: noticeKind(
    'flag.events-missing',
    'Name at least one event that the flag is about.',
    '请至少指明一条疑点涉及的事件。',
  ),
  flagNotRaised: noticeKind(
    'flag.not-raised',
    'The rule {rule} asks nothing about these events, or about others besides them.',
    '规则 {rule} 未就这些事件提出疑点,或疑点还涉及其他事件。',
  ),
  flagNotExplained: noticeKind(
    'flag.not-explained',
    'There is no explanation of this to take back.',
    '没有可撤回的说明。',
  ),
  issueDueBeforeRaised: noticeKind(
    'issue.due-before-raised',
    'Due on {date}, but raised on {raisedOn}.',
    '办结时限 {date} 早于提出日期 {raisedOn}。',
  ),
  issueAlreadyResolved: noticeKind(
    'issue.already-resolved',
    'The issue was resolved on {date} already.',
    '该问题已于 {date} 销号。',
  ),
  issueResolvedBeforeRaised: noticeKind(
    'issue.resolved-before-raised',
    'Resolved on {date}, but raised on {raisedOn}.',
    '销号日期 {date} 早于提出日期 {raisedOn}。',
  ),
  alreadySuspended: noticeKind(
    'project.already-suspended',
    'The project is suspended since {since} already.',
    '项目自 {since} 起已暂停。',
  ),
  notSuspended: noticeKind(
    'project.not-suspended',
    'The project is not suspended on {date}.',
    '项目在 {date} 未处于暂停状态。',
  ),
  alreadyEnded: noticeKind(
    'project.already-ended',
    'The project has ended on {since} already.',
    '项目已于 {since} 终止。',
  ),
  notEnded: noticeKind('project.not-ended', 'The project has not ended on {date}.', '项目在 {date} 未处于终止状态。'),
  statusWithoutEffect: noticeKind(
    'status.without-effect',
    'Recorded, but without effect: of the same day, {date}, the end of a pause or the reinstatement wins.',
    '已记录,但不起作用:同为 {date} 时,以恢复为准。',
  ),
  postHoldsPhone: noticeKind(
    'post.holds-phone',
    'This holds a phone number, which could never be erased from an event: name the post alone.',
    '含有电话号码。事件不可删除,请只填职务或岗位。',
  ),
  personForBureau: noticeKind(
    'person.for-bureau',
    'A bureau is no person: name one as lead official or contact.',
    '责任单位不是个人:请在包保领导或联系人中指定。',
  ),
  personUnknown: noticeKind('person.unknown', 'The directory has no person {id}.', '人员名录中没有 {id}。'),
  personErased: noticeKind('person.erased', 'Person {id} was erased.', '人员 {id} 的信息已删除。'),
  projectEnded: noticeKind('project.ended', 'The project has ended on {since}.', '项目已于 {since} 终止。'),
  projectCodeFormat: noticeKind(
    'project-code.format',
    '“{value}” is not a project code (YYMM-region-department-type-number).',
    '“{value}”不符合投资项目统一代码格式。',
  ),
  projectCodeCheckDigit: noticeKind(
    'project-code.check-digit',
    'The check digit of {value} does not match. Give a reason to record it all the same.',
    '{value} 的校验码不符。确需使用请说明理由。',
  ),
  creditCodeFormat: noticeKind(
    'credit-code.format',
    '“{value}” is not a unified social credit code.',
    '“{value}”不符合统一社会信用代码格式。',
  ),
  creditCodeCheckDigit: noticeKind(
    'credit-code.check-digit',
    'The check character of {value} does not match. Give a reason to record it all the same.',
    '{value} 的校验码不符。确需使用请说明理由。',
  ),
  revisionStale: noticeKind(
    'revision.stale',
    'It is at revision {actual}, not {expected}: someone else changed it.',
    '当前修订号为 {actual},不是 {expected}:他人已修改。',
  ),
  idempotencyKeyReused: noticeKind(
    'idempotency-key.reused',
    'This idempotency key was used for another request.',
    '该幂等键已用于其他请求。',
  ),
  versionNotLater: noticeKind(
    'version.not-later',
    'Version {version} does not follow version {latest}.',
    '版本 {version} 不晚于现有版本 {latest}。',
  ),
  definitionInvalid: noticeKind('definition.invalid', '{problem}', '定义有误:{problem}'),
  conflictPersists: noticeKind(
    'conflict.persists',
    'Others are changing the same right now: try again.',
    '正被他人修改,请重试。',
  ),
} as const;
