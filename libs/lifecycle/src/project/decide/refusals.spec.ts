import type { ProjectCommand } from '../command';
import { notices } from '../notices';
import {
  amended,
  assigned,
  coded,
  committed,
  corrected,
  explained,
  invested,
  notApplicable,
  raised,
  reached,
  resolved,
  status,
  statusCorrected,
  statusWithdrawn,
  transferred,
  withdrawn,
} from '../../testing/commands.spec-support';
import {
  ERASED_PERSON,
  nothing,
  PERSON,
  PROFILE,
  register,
  registered,
  type Given,
} from '../../testing/given.spec-support';

const TODAY = '2024-06-30';
const VALID_CODE = '2403-361002-04-01-100866';
const WRONG_CODE = '2403-361002-04-01-100867';
const EARLY = '2024-02-01';
const LONG = '长'.repeat(501);

const project = registered();
const withEia = project.and(EARLY, reached('eia', '2024-01-20'));
const withTwoEias = withEia.and('2024-05-01', reached('eia', '2024-04-20', { repeat: true }));
const paused = project.and(EARLY, status('suspended', '2024-01-20'));
const withReport = project.and(EARLY, invested('2024-01', '1', '1'));
const ended = project.and(EARLY, status('terminated', '2024-01-20'));

const REFUSED: readonly (readonly [notice: string, given: Given, when: ProjectCommand])[] = [
  // A project that is not there, or there already.
  ['project.already-registered@id', project, register()],
  ['project.unknown@projectId', nothing, reached('eia', EARLY)],
  // Its profile.
  ['field.required@name', nothing, register({ name: ' ' })],
  ['field.too-long@name', nothing, register({ name: LONG })],
  ['field.required@district', nothing, register({ district: '' })],
  ['field.too-long@investor', nothing, register({ investor: LONG })],
  ['field.too-long@industry', nothing, register({ industry: 'C'.repeat(201) })],
  ['field.required@tags.1', nothing, register({ tags: ['省重点', ''] })],
  ['field.too-long@tags.0', nothing, register({ tags: ['长'.repeat(51)] })],
  ['kind.unknown@kind', nothing, register({ kind: 'shipyard' })],
  ['land-mode.unknown@landMode', nothing, register({ landMode: 'reclaimed' })],
  ['amount.invalid@totalInvestment', nothing, register({ totalInvestment: '1.2亿' })],
  ['amount.negative@totalInvestment', nothing, register({ totalInvestment: '-1' })],
  ['credit-code.format@investorCode', nothing, register({ investorCode: '123' })],
  ['credit-code.check-digit@investorCode', nothing, register({ investorCode: '91360100MA01001391' })],
  // Its amendment.
  ['kind.unknown@kind', project, amended({ kind: 'shipyard' })],
  ['amount.invalid@totalInvestment', project, amended({ totalInvestment: '1e9' })],
  ['date.invalid@effectiveOn', project, amended({ name: '甲' }, '2024-02-30')],
  ['date.implausible@effectiveOn', project, amended({ name: '甲' }, '1899-12-31')],
  ['reason.required@reason', project, amended({ name: '甲' }, null, { reason: ' ' })],
  ['field.too-long@reason', project, amended({ name: '甲' }, null, { reason: LONG })],
  ['nothing.changes@', project, amended({ name: PROFILE.name, tags: PROFILE.tags })],
  ['nothing.changes@', project.and(EARLY, amended({ kind: 'solar' }, EARLY)), amended({ kind: 'solar' }, '2024-05-01')],
  // Its code.
  ['project-code.format@code', project, coded('24033610020401100866')],
  ['project-code.check-digit@code', project, coded(WRONG_CODE)],
  ['project-code.check-digit@code', project, coded(WRONG_CODE, ' ')],
  ['nothing.changes@code', project.and(EARLY, coded(VALID_CODE)), coded(VALID_CODE)],
  // Milestones.
  ['milestone.unknown@milestone', project, reached('launch', EARLY)],
  ['date.invalid@occurredOn', project, reached('eia', '2024-2-1')],
  ['date.in-future@occurredOn', project, reached('eia', '2024-07-01')],
  ['date.implausible@occurredOn', project, reached('eia', '1024-06-01')],
  ['date.in-future@document.issuedOn', project, reached('eia', EARLY, { document: { issuedOn: '2024-07-01' } })],
  ['date.invalid@validUntil', project, reached('eia', EARLY, { validUntil: 'soon' })],
  ['validity.before-date@validUntil', project, reached('eia', EARLY, { validUntil: '2024-01-31' })],
  ['field.too-long@note', project, reached('eia', EARLY, { note: '长'.repeat(2_001) })],
  ['milestone.already-recorded@milestone', withEia, reached('eia', EARLY)],
  ['milestone.already-recorded@milestone', withEia, reached('eia', '2024-01-20', { repeat: true })],
  // Corrections of milestones.
  ['milestone.unknown@milestone', project, corrected('launch', EARLY)],
  ['milestone.not-recorded@milestone', project, corrected('eia', EARLY)],
  ['milestone.ambiguous@eventId', withTwoEias, corrected('eia', EARLY)],
  ['event.unknown@eventId', withTwoEias, corrected('eia', EARLY, { eventId: 'e9' })],
  ['event.unknown@eventId', withEia.and(EARLY, reached('filing', EARLY)), corrected('eia', EARLY, { eventId: 'e2' })],
  ['milestone.already-recorded@occurredOn', withTwoEias, corrected('eia', '2024-04-20', { eventId: 'e1' })],
  ['nothing.changes@occurredOn', withEia, corrected('eia', '2024-01-20')],
  ['nothing.changes@occurredOn', withEia, corrected('eia', '2024-01-20', { validUntil: null })],
  ['date.in-future@occurredOn', withEia, corrected('eia', '2024-07-01')],
  ['validity.before-date@validUntil', withEia, corrected('eia', EARLY, { validUntil: '2024-01-01' })],
  ['reason.required@reason', withEia, corrected('eia', EARLY, { reason: '' })],
  // Withdrawals of milestones.
  ['milestone.not-recorded@milestone', project, withdrawn('eia')],
  ['milestone.not-recorded@milestone', withEia.and(EARLY, withdrawn('eia')), withdrawn('eia')],
  ['milestone.ambiguous@eventId', withTwoEias, withdrawn('eia')],
  ['event.unknown@eventId', withEia, withdrawn('eia', { eventId: 'e7' })],
  ['reason.required@reason', withEia, withdrawn('eia', { reason: '\t' })],
  // Milestones that are not asked for.
  ['milestone.unknown@milestone', project, notApplicable('launch', EARLY)],
  ['date.in-future@decidedOn', project, notApplicable('eia', '2024-07-01')],
  ['field.required@approver', project, notApplicable('eia', EARLY, { approver: '' })],
  ['reason.required@reason', project, notApplicable('eia', EARLY, { reason: '' })],
  ['milestone.already-recorded@milestone', withEia, notApplicable('eia', EARLY)],
  [
    'milestone.already-not-applicable@milestone',
    project.and(EARLY, notApplicable('eia', EARLY)),
    notApplicable('eia', TODAY),
  ],
  // Schedules.
  ['commitment.empty@targets', project, committed({}, EARLY)],
  ['milestone.unknown@targets.launch', project, committed({ launch: TODAY }, EARLY)],
  ['date.invalid@targets.eia', project, committed({ eia: '2024-13-01' }, EARLY)],
  ['date.in-future@committedOn', project, committed({ eia: '2025-01-01' }, '2024-07-01')],
  ['field.required@reason', project, committed({ eia: '2025-01-01' }, EARLY, '  ')],
  [
    'reason.required@reason',
    project.and(EARLY, committed({ eia: TODAY }, EARLY)),
    committed({ eia: '2024-08-01' }, TODAY),
  ],
  ['nothing.changes@targets', project.and(EARLY, committed({ eia: TODAY }, EARLY)), committed({ eia: TODAY }, TODAY)],
  // Standing.
  ['project.already-suspended@since', paused, status('suspended', TODAY)],
  ['project.ended@since', ended, status('suspended', TODAY)],
  ['project.not-suspended@since', project, status('resumed', TODAY)],
  ['project.not-suspended@since', paused, status('resumed', '2024-01-19')],
  ['project.already-ended@since', ended, status('terminated', TODAY)],
  ['project.not-ended@since', project, status('reinstated', TODAY)],
  ['date.in-future@since', project, status('suspended', '2024-07-01')],
  ['reason.required@reason', project, status('suspended', EARLY, '')],
  ['event.unknown@eventId', withEia, statusCorrected('e1', EARLY)],
  ['nothing.changes@since', paused, statusCorrected('e1', '2024-01-20')],
  ['date.in-future@since', paused, statusCorrected('e1', '2024-07-01')],
  ['reason.required@reason', paused, statusCorrected('e1', EARLY, '')],
  ['event.unknown@eventId', paused.and(EARLY, statusWithdrawn('e1')), statusWithdrawn('e1')],
  ['event.unknown@eventId', withEia, statusWithdrawn('e1')],
  ['reason.required@reason', paused, statusWithdrawn('e1', '')],
  // Where it lies and who answers for it.
  ['nothing.changes@district', project, transferred(PROFILE.district, EARLY)],
  ['field.required@district', project, transferred('', EARLY)],
  ['date.in-future@since', project, transferred('380124100', '2024-07-01')],
  ['reason.required@reason', project, transferred('380124100', EARLY, '')],
  ['field.required@assignee', project, assigned('bureau', '', EARLY)],
  ['field.too-long@assignee', project, assigned('bureau', '长'.repeat(201), EARLY)],
  ['post.holds-phone@assignee', project, assigned('contact', '招商专员 13807941234', EARLY)],
  ['post.holds-phone@assignee', project, assigned('contact', '招商专员 138 0794 1234', EARLY)],
  ['post.holds-phone@assignee', project, assigned('contact', '办公室(０７９４)822－1234', EARLY)],
  ['date.invalid@from', project, assigned('bureau', '水利局', '')],
  ['person.for-bureau@person', project, assigned('bureau', '水利局', EARLY, PERSON)],
  ['person.unknown@person', project, assigned('contact', '项目专员', EARLY, 'cc2f6014-73c9-4e5e-8c74-8c518f508d03')],
  ['person.erased@person', project, assigned('contact', '项目专员', EARLY, ERASED_PERSON)],
  [
    'nothing.changes@assignee',
    project.and(EARLY, assigned('contact', '项目专员', EARLY, PERSON)),
    assigned('contact', '项目专员', TODAY, PERSON),
  ],
  [
    'nothing.changes@assignee',
    project.and(EARLY, assigned('bureau', '水利局', EARLY)),
    assigned('bureau', '水利局', TODAY),
  ],
  // What was invested.
  ['month.invalid@month', project, invested('2024-13', '1', '1')],
  ['month.in-future@month', project, invested('2024-07', '1', '1')],
  ['investment.cumulative-below-month@cumulative', project, invested('2024-05', '2', '1')],
  ['investment.progress-invalid@progressPercent', project, invested('2024-05', '1', '1', { progressPercent: 101 })],
  // The question of a flag.
  ['flag.rule-unknown@rule', project, explained('rumour', ['e0'])],
  ['flag.events-missing@events', project, explained('recorded-late', [])],
  ['issue.due-before-raised@dueOn', registered(), raised('用地指标不足', EARLY, { dueOn: '2023-12-31' })],
  [
    'issue.already-resolved@eventId',
    registered().and(TODAY, raised('用地指标不足', EARLY), resolved('e1', TODAY)),
    resolved('e1', TODAY),
  ],
  [
    'issue.resolved-before-raised@resolvedOn',
    registered().and(TODAY, raised('用地指标不足', TODAY)),
    resolved('e1', EARLY),
  ],
  ['flag.not-explained@events', project, explained('recorded-late', ['e0'], null)],
  ['flag.not-raised@events', project, explained('recorded-late', ['e0'])],
];

const WARNED: readonly (readonly [notice: string, given: Given, when: ProjectCommand])[] = [
  ['amount.unit-suspect@totalInvestment', project, amended({ totalInvestment: '12000' })],
  ['project-code.check-digit@code', project, coded(WRONG_CODE, '发证机关确认无误')],
  ['milestone.not-for-kind@milestone', registered({ kind: 'leased-plant' }), reached('land-supply', EARLY)],
  ['prerequisite.missing@milestone', project, reached('groundbreaking', EARLY)],
  ['prerequisite.later@occurredOn', project.and(TODAY, reached('filing', TODAY)), reached('eia', EARLY)],
  ['commitment.in-past@targets.eia', project, committed({ eia: EARLY }, EARLY)],
  ['investment.cumulative-out-of-step@cumulative', withReport, invested('2024-05', '1', '3')],
  ['project.ended@occurredOn', ended, reached('signing', EARLY)],
  ['status.without-effect@since', paused.and(EARLY, status('resumed', EARLY)), status('suspended', EARLY)],
];

/** Given by those who run commands or adopt definitions, never by a decision on one project. */
const BEYOND_A_DECISION = [
  notices.catalogueUnknown,
  notices.revisionStale,
  notices.idempotencyKeyReused,
  notices.versionNotLater,
  notices.definitionInvalid,
  notices.conflictPersists,
];

describe('a command', () => {
  it.each(REFUSED)('%# is refused: %s', (notice, given, command) => {
    expect(given.when(TODAY, command)).toEqual({ facts: [], warnings: [], errors: [notice] });
  });

  it.each(WARNED)('%# is recorded with a warning: %s', (notice, given, command) => {
    const { facts, warnings, errors } = given.when(TODAY, command);
    expect(errors).toEqual([]);
    expect(warnings).toContain(notice);
    expect(facts).toHaveLength(1);
  });

  it('names everything that is wrong at once', () => {
    expect(nothing.when(TODAY, register({ name: '', kind: 'x', totalInvestment: 'x' })).errors).toEqual([
      'field.required@name',
      'kind.unknown@kind',
      'amount.invalid@totalInvestment',
    ]);
  });
});

describe('the notices', () => {
  it('are all provoked, but for those that no decision gives', () => {
    const provoked = [...REFUSED, ...WARNED].map(([notice]) => notice.split('@')[0]);
    const beyond = BEYOND_A_DECISION.map((kind) => kind(null).code);
    const never = Object.values(notices)
      .map((kind) => kind(null).code)
      .filter((code) => !provoked.includes(code) && !beyond.includes(code));
    expect(never).toEqual([]);
    expect(beyond.filter((code) => provoked.includes(code))).toEqual([]);
  });

  it('have a code of their own each, and fill the same places in both languages', () => {
    const codes = Object.values(notices).map((kind) => kind(null).code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const kind of Object.values(notices)) {
      const { en, zh } = kind(null);
      const places = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
      // The Chinese text may leave out what the context says, but names nothing that the English one does not.
      expect(places(en)).toEqual(expect.arrayContaining(places(zh)));
    }
  });

  it('leave no place unfilled', () => {
    for (const [, given, command] of [...REFUSED, ...WARNED]) {
      const decision = given.decision(TODAY, command);
      for (const notice of decision.accepted ? decision.warnings : decision.errors) {
        expect(`${notice.en} ${notice.zh}`).not.toMatch(/\{\w+\}|undefined/);
      }
    }
  });
});
