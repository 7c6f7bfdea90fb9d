import { randomUUID } from 'node:crypto';
import { ORDINARY, type Told } from './commands';

const LATER = '2199-01-01';
const WRONG_CHECK = '2403-361002-04-01-123456';

type Case = readonly [what: string, mutation: string, input: object, ...refusals: Told[]];

export const named = ([what, mutation, input, ...refusals]: Case) => ({ what, mutation, input, refusals });
export const refusal = (code: string, field: string | null): Told => ({ code, field });
export const reason = '核实';

/** Each on a project that is registered, signed on 2024-01-05, and has an EIA of 2024-03-02. */
export const REFUSALS: readonly Case[] = [
  ['blank name', 'registerProject', { ...ORDINARY, name: ' ' }, refusal('field.required', 'name')],
  ['blank district', 'registerProject', { ...ORDINARY, district: '' }, refusal('field.required', 'district')],
  ['unknown kind', 'registerProject', { ...ORDINARY, kind: 'spaceport' }, refusal('kind.unknown', 'kind')],
  ['unknown land mode', 'registerProject', { ...ORDINARY, landMode: 'x' }, refusal('land-mode.unknown', 'landMode')],
  ['unknown catalogue', 'registerProject', { ...ORDINARY, catalogue: 'x' }, refusal('catalogue.unknown', 'catalogue')],
  [
    'amount in words',
    'registerProject',
    { ...ORDINARY, totalInvestment: '约4亿' },
    refusal('amount.invalid', 'totalInvestment'),
  ],
  [
    'empty amount',
    'registerProject',
    { ...ORDINARY, totalInvestment: '' },
    refusal('amount.invalid', 'totalInvestment'),
  ],
  [
    'negative amount',
    'registerProject',
    { ...ORDINARY, totalInvestment: '-1' },
    refusal('amount.negative', 'totalInvestment'),
  ],
  [
    'credit code of another form',
    'registerProject',
    { ...ORDINARY, investorCode: '123' },
    refusal('credit-code.format', 'investorCode'),
  ],
  [
    'credit code with a wrong check character',
    'registerProject',
    { ...ORDINARY, investorCode: '91361002MA35X7YQ1A' },
    refusal('credit-code.check-digit', 'investorCode'),
  ],
  [
    'several at once',
    'registerProject',
    { ...ORDINARY, name: '', kind: 'x' },
    refusal('field.required', 'name'),
    refusal('kind.unknown', 'kind'),
  ],
  ['amend nothing', 'amendProject', { name: ORDINARY.name, reason }, refusal('nothing.changes', null)],
  ['amend without a reason', 'amendProject', { name: '改名', reason: '' }, refusal('reason.required', 'reason')],
  [
    'amend to a wrong amount',
    'amendProject',
    { totalInvestment: '1万美元', reason },
    refusal('amount.invalid', 'totalInvestment'),
  ],
  [
    'amend long ago',
    'amendProject',
    { name: '改名', effectiveOn: '1850-01-01', reason },
    refusal('date.implausible', 'effectiveOn'),
  ],
  ['code of another form', 'assignProjectCode', { code: 'ABC' }, refusal('project-code.format', 'code')],
  [
    'code with a wrong check digit',
    'assignProjectCode',
    { code: WRONG_CHECK },
    refusal('project-code.check-digit', 'code'),
  ],
  [
    'unknown milestone',
    'recordMilestone',
    { milestone: 'topping-out', occurredOn: '2024-04-01' },
    refusal('milestone.unknown', 'milestone'),
  ],
  [
    'milestone in the future',
    'recordMilestone',
    { milestone: 'filing', occurredOn: LATER },
    refusal('date.in-future', 'occurredOn'),
  ],
  [
    'milestone long ago',
    'recordMilestone',
    { milestone: 'filing', occurredOn: '1899-12-31' },
    refusal('date.implausible', 'occurredOn'),
  ],
  [
    'milestone once more',
    'recordMilestone',
    { milestone: 'eia', occurredOn: '2024-05-01' },
    refusal('milestone.already-recorded', 'milestone'),
  ],
  [
    'document of the future',
    'recordMilestone',
    { milestone: 'filing', occurredOn: '2024-05-01', document: { issuedOn: LATER } },
    refusal('date.in-future', 'document.issuedOn'),
  ],
  [
    'validity before the day',
    'recordMilestone',
    { milestone: 'filing', occurredOn: '2024-05-01', validUntil: '2024-04-30' },
    refusal('validity.before-date', 'validUntil'),
  ],
  [
    'correct what is not recorded',
    'correctMilestone',
    { milestone: 'filing', occurredOn: '2024-05-01', reason },
    refusal('milestone.not-recorded', 'milestone'),
  ],
  [
    'correct to the same',
    'correctMilestone',
    { milestone: 'eia', occurredOn: '2024-03-02', reason },
    refusal('nothing.changes', 'occurredOn'),
  ],
  [
    'correct without a reason',
    'correctMilestone',
    { milestone: 'eia', occurredOn: '2024-03-03', reason: ' ' },
    refusal('reason.required', 'reason'),
  ],
  [
    'correct into the future',
    'correctMilestone',
    { milestone: 'eia', occurredOn: LATER, reason },
    refusal('date.in-future', 'occurredOn'),
  ],
  [
    'correct another event',
    'correctMilestone',
    { milestone: 'eia', eventId: randomUUID(), occurredOn: '2024-03-03', reason },
    refusal('event.unknown', 'eventId'),
  ],
  [
    'withdraw what is not recorded',
    'withdrawMilestone',
    { milestone: 'filing', reason },
    refusal('milestone.not-recorded', 'milestone'),
  ],
  [
    'withdraw without a reason',
    'withdrawMilestone',
    { milestone: 'eia', reason: '' },
    refusal('reason.required', 'reason'),
  ],
  [
    'waive what has happened',
    'markMilestoneNotApplicable',
    { milestone: 'eia', decidedOn: '2024-05-01', approver: '局', reason },
    refusal('milestone.already-recorded', 'milestone'),
  ],
  [
    'waive an unknown milestone',
    'markMilestoneNotApplicable',
    { milestone: 'x', decidedOn: '2024-05-01', approver: '局', reason },
    refusal('milestone.unknown', 'milestone'),
  ],
  [
    'waive without an approver',
    'markMilestoneNotApplicable',
    { milestone: 'filing', decidedOn: '2024-05-01', approver: '', reason },
    refusal('field.required', 'approver'),
  ],
  [
    'commit to an unknown milestone',
    'commitSchedule',
    { committedOn: '2024-05-01', targets: [{ milestone: 'x', date: '2025-01-01' }] },
    refusal('milestone.unknown', 'targets.x'),
  ],
  [
    'commit in the future',
    'commitSchedule',
    { committedOn: LATER, targets: [{ milestone: 'filing', date: '2025-01-01' }] },
    refusal('date.in-future', 'committedOn'),
  ],
  ['suspend in the future', 'suspendProject', { since: LATER, reason }, refusal('date.in-future', 'since')],
  [
    'suspend without a reason',
    'suspendProject',
    { since: '2024-05-01', reason: '' },
    refusal('reason.required', 'reason'),
  ],
  [
    'resume what is not suspended',
    'resumeProject',
    { since: '2024-05-01', reason },
    refusal('project.not-suspended', 'since'),
  ],
  [
    'reinstate what has not ended',
    'reinstateProject',
    { since: '2024-05-01', reason },
    refusal('project.not-ended', 'since'),
  ],
  [
    'correct the status of another event',
    'correctStatus',
    { eventId: randomUUID(), since: '2024-05-01', reason },
    refusal('event.unknown', 'eventId'),
  ],
  [
    'withdraw the status of another event',
    'withdrawStatus',
    { eventId: randomUUID(), reason },
    refusal('event.unknown', 'eventId'),
  ],
  [
    'transfer to where it is',
    'transferProject',
    { district: ORDINARY.district, since: '2024-05-01', reason },
    refusal('nothing.changes', 'district'),
  ],
  [
    'transfer in the future',
    'transferProject',
    { district: '361003', since: LATER, reason },
    refusal('date.in-future', 'since'),
  ],
  [
    'assign nobody',
    'assignResponsibility',
    { role: 'BUREAU', assignee: ' ', from: '2024-05-01' },
    refusal('field.required', 'assignee'),
  ],
  [
    'raise an issue of nothing, for nobody',
    'raiseIssue',
    { title: ' ', bureau: '', raisedOn: '2024-05-01' },
    refusal('field.required', 'title'),
    refusal('field.required', 'bureau'),
  ],
  [
    'raise an issue of an unknown milestone',
    'raiseIssue',
    { title: '用地指标不足', milestone: 'x', bureau: '自然资源局', raisedOn: '2024-05-01' },
    refusal('milestone.unknown', 'milestone'),
  ],
  [
    'raise an issue in the future',
    'raiseIssue',
    { title: '用地指标不足', bureau: '自然资源局', raisedOn: LATER },
    refusal('date.in-future', 'raisedOn'),
  ],
  [
    'raise an issue due before',
    'raiseIssue',
    { title: '用地指标不足', bureau: '自然资源局', raisedOn: '2024-05-01', dueOn: '2024-04-30' },
    refusal('issue.due-before-raised', 'dueOn'),
  ],
  [
    'resolve what is no issue',
    'resolveIssue',
    { eventId: randomUUID(), resolvedOn: '2024-05-01', resolution: '已落实' },
    refusal('event.unknown', 'eventId'),
  ],
];

/** Accepted on the project, then refused the second time. */
export const TWICE: readonly Case[] = [
  ['suspend twice', 'suspendProject', { since: '2024-05-01', reason }, refusal('project.already-suspended', 'since')],
  ['end twice', 'terminateProject', { since: '2024-05-01', reason }, refusal('project.already-ended', 'since')],
  [
    'waive twice',
    'markMilestoneNotApplicable',
    { milestone: 'filing', decidedOn: '2024-05-01', approver: '局', reason },
    refusal('milestone.already-not-applicable', 'milestone'),
  ],
  [
    'the same commitment',
    'commitSchedule',
    { committedOn: '2024-05-01', targets: [{ milestone: 'filing', date: '2025-01-01' }] },
    refusal('nothing.changes', 'targets'),
  ],
  [
    'the same responsibility',
    'assignResponsibility',
    { role: 'BUREAU', assignee: '工信局', from: '2024-05-01' },
    refusal('nothing.changes', 'assignee'),
  ],
  [
    'the same code',
    'assignProjectCode',
    { code: WRONG_CHECK, overrideReason: reason },
    refusal('nothing.changes', 'code'),
  ],
];

/** Every command on a project, sound but for the project. */
export const ON_A_PROJECT: readonly (readonly [string, object])[] = [
  ['amendProject', { name: '改名', reason }],
  ['assignProjectCode', { code: WRONG_CHECK, overrideReason: reason }],
  ['recordMilestone', { milestone: 'filing', occurredOn: '2024-04-01' }],
  ['correctMilestone', { milestone: 'eia', occurredOn: '2024-03-03', reason }],
  ['withdrawMilestone', { milestone: 'eia', reason }],
  ['markMilestoneNotApplicable', { milestone: 'filing', decidedOn: '2024-05-01', approver: '局', reason }],
  ['commitSchedule', { committedOn: '2024-05-01', targets: [{ milestone: 'filing', date: '2025-01-01' }] }],
  ['suspendProject', { since: '2024-05-01', reason }],
  ['resumeProject', { since: '2024-05-01', reason }],
  ['terminateProject', { since: '2024-05-01', reason }],
  ['reinstateProject', { since: '2024-05-01', reason }],
  ['correctStatus', { eventId: randomUUID(), since: '2024-05-01', reason }],
  ['withdrawStatus', { eventId: randomUUID(), reason }],
  ['transferProject', { district: '361003', since: '2024-05-01', reason }],
  ['assignResponsibility', { role: 'BUREAU', assignee: '工信局', from: '2024-05-01' }],
  ['raiseIssue', { title: '用地指标不足', bureau: '自然资源局', raisedOn: '2024-05-01' }],
  ['resolveIssue', { eventId: randomUUID(), resolvedOn: '2024-05-01', resolution: '已落实' }],
];
