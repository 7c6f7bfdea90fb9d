import { namesAmong, objectOf } from './compound-field';
import { CODE, COUNT, DAY, DISTRICT, from, optional, orNull, place, propertyOf, TOKEN } from './field';
import { messageKind, type MessageKind } from './message-kind';

/** Names of what can be amended; the new values of names and amounts stay with us. */
const PROFILE_FIELDS = [
  'name',
  'kind',
  'investor',
  'investorCode',
  'district',
  'industry',
  'landMode',
  'totalInvestment',
  'tags',
] as const;

const LAND_MODE = optional(orNull(CODE), 'code of the land mode', '用地方式代码');
const changes = (data: unknown): unknown => propertyOf(data, 'changes');
const changed =
  (name: string) =>
  (data: unknown): unknown =>
    propertyOf(changes(data), name);

const CATALOGUE = place(
  objectOf({ code: CODE, version: COUNT }),
  'catalogue that it follows, and its version',
  '所适用的目录及版本',
);

/** What a project is. */
export const PROJECT_MESSAGES: readonly MessageKind[] = [
  messageKind({
    type: 'project.registered',
    stored: 'project.registered.v1',
    about: 'project',
    label: { en: 'Project registered', zh: '项目登记' },
    when: { en: 'a project is registered', zh: '登记项目时' },
    places: { catalogue: CATALOGUE, landMode: LAND_MODE },
    example: {
      kind: 'new-build',
      district: '380124400',
      catalogue: { code: 'cn-investment', version: 1 },
      landMode: 'granted',
      totalInvestment: '120000000',
    },
  }),
  messageKind({
    type: 'project.amended',
    stored: 'project.amended.v1',
    about: 'project',
    label: { en: 'Project amended', zh: '项目信息变更' },
    when: {
      en: 'attributes of a project change; new values go out of codes alone',
      zh: '项目信息变更时;只给出代码类信息的新值',
    },
    places: {
      changed: from(place(namesAmong(PROFILE_FIELDS), 'names of the changed fields', '变更的字段名'), changes),
      effectiveOn: place(orNull(DAY), 'date from which it holds; null: from the start', '生效日期;null:自始更正'),
      kind: from(optional(CODE, 'new code of the kind', '新的项目类型代码'), changed('kind')),
      district: from(optional(DISTRICT, 'new district', '新的属地代码'), changed('district')),
      landMode: from(optional(orNull(CODE), 'new code of the land mode', '新的用地方式代码'), changed('landMode')),
    },
    example: { changes: { landMode: 'leased', totalInvestment: '150000000' }, effectiveOn: '2026-06-01' },
  }),
  messageKind({
    type: 'project.code-assigned',
    stored: 'project.code-assigned.v1',
    about: 'project',
    label: { en: 'Project code assigned', zh: '项目代码赋码' },
    when: { en: 'a project gets its national code, or another one', zh: '项目获得或更换投资项目统一代码时' },
    places: { code: place(TOKEN, 'the national project code', '投资项目统一代码') },
    example: { code: '2605-380124-04-01-100866' },
  }),
  messageKind({
    type: 'project.transferred',
    stored: 'project.transferred.v1',
    about: 'project',
    label: { en: 'Project transferred', zh: '项目流转' },
    when: { en: 'a project passes to another district', zh: '项目流转到另一属地时' },
    places: {
      district: place(DISTRICT, 'the new district', '新的属地代码'),
      since: place(DAY, 'date of the transfer', '流转日期'),
    },
    example: { district: '380124100', since: '2026-05-18' },
  }),
];
