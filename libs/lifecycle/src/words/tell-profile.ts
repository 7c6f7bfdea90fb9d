import { ALWAYS, dayNumber, type DayNumber } from '../calendar';
import { RESPONSIBILITY_ROLES, type Profile, type ResponsibilityRole } from '../events';
import type { Label } from '../notices';
import { profileOn, rolesOf, type ProfileOnDay } from '../project/profile';
import { profilesBy } from '../project/profiles-by';
import { change, type FieldChange } from './field-change';
import type { Scene, Tellers } from './teller';
import { list, money, plain } from './values';
import type { Vocabulary } from './vocabulary';

/** What each attribute of a project is called. */
export const PROFILE_LABELS: Readonly<Record<keyof Profile, Label>> = {
  name: { zh: '名称', en: 'name' },
  kind: { zh: '项目类型', en: 'kind' },
  investor: { zh: '投资主体', en: 'investor' },
  investorCode: { zh: '统一社会信用代码', en: 'unified social credit code' },
  district: { zh: '属地', en: 'district' },
  industry: { zh: '行业', en: 'industry' },
  landMode: { zh: '供地方式', en: 'land mode' },
  totalInvestment: { zh: '总投资', en: 'total investment' },
  tags: { zh: '标签', en: 'tags' },
};

export const ROLE_LABELS: Readonly<Record<ResponsibilityRole, Label>> = {
  'lead-official': { zh: '包保领导', en: 'lead official' },
  bureau: { zh: '责任单位', en: 'bureau in charge' },
  contact: { zh: '联系人', en: 'contact' },
};

const ROLE_FIELDS = { 'lead-official': 'leadOfficial', bureau: 'bureau', contact: 'contact' } as const;

/** An attribute of a project in words. */
export function profileValue(profile: Partial<Profile>, field: keyof Profile, vocabulary: Vocabulary): Label | null {
  switch (field) {
    case 'kind':
      return profile.kind === undefined ? null : vocabulary.kind(profile.kind);
    case 'landMode':
      return profile.landMode ? vocabulary.landMode(profile.landMode) : null;
    case 'totalInvestment':
      return money(profile.totalInvestment);
    case 'tags':
      return list(profile.tags?.map((tag) => ({ zh: tag, en: tag })));
    default:
      return plain(profile[field]);
  }
}

const FIELDS = Object.keys(PROFILE_LABELS) as (keyof Profile)[];

/** The attributes in which two states of a project differ. */
export function profileChanges(
  from: Partial<Profile>,
  to: Partial<Profile>,
  vocabulary: Vocabulary,
  fields: readonly (keyof Profile)[] = FIELDS,
): FieldChange[] {
  return fields.flatMap((field) =>
    change(field, PROFILE_LABELS[field], profileValue(from, field, vocabulary), profileValue(to, field, vocabulary)),
  );
}

/** The codes and responsibilities in which two states of a project differ. */
export function assignmentChanges(from: ProfileOnDay, to: ProfileOnDay): FieldChange[] {
  return [
    ...change('code', CODE, plain(from.code), plain(to.code)),
    ...RESPONSIBILITY_ROLES.flatMap((role) => roleChanges(role, from, to)),
  ];
}

/** A post, and the directory id of the person in it. Never the name: that is the directory's, and can be erased there. */
function roleChanges(role: ResponsibilityRole, from: Partial<ProfileOnDay>, to: Partial<ProfileOnDay>): FieldChange[] {
  const field = ROLE_FIELDS[role];
  const { zh, en } = ROLE_LABELS[role];
  const post = change(field, { zh, en }, plain(from[field]), plain(to[field]));
  if (role === 'bureau') return post;
  const person = `${ROLE_FIELDS[role]}Id` as const;
  const label = { zh: `${zh}名录编号`, en: `directory id of the ${en}` };
  return [...post, ...change(person, label, plain(from[person]), plain(to[person]))];
}

const CODE: Label = { zh: '项目代码', en: 'project code' };

/** The attributes held before the event, on a day. */
function before({ history, book }: Scene, on: DayNumber): Partial<ProfileOnDay> {
  return history === undefined ? {} : profileOn(profilesBy(book, history), on);
}

const since = (on: string | null): Label =>
  on === null ? { zh: '(自始更正)', en: ' (from the start)' } : { zh: `(自 ${on} 起)`, en: ` (from ${on})` };

export const PROFILE_TELLERS: Tellers = {
  'project.registered.v1': (data, { vocabulary }) => ({
    headline: { zh: '登记项目', en: 'Project registered' },
    changes: [
      ...profileChanges({}, data, vocabulary),
      ...change('catalogue', { zh: '生命周期目录', en: 'lifecycle catalogue' }, null, plain(data.catalogue.code)),
      ...change('external', { zh: '来源编号', en: 'key in its register' }, null, plain(data.external?.key)),
    ],
  }),
  'project.amended.v1': (data, scene) => {
    const { zh, en } = since(data.effectiveOn);
    const held = before(scene, data.effectiveOn === null ? ALWAYS : dayNumber(data.effectiveOn));
    const fields = FIELDS.filter((field) => data.changes[field] !== undefined);
    return {
      headline: { zh: `变更项目信息${zh}`, en: `Project amended${en}` },
      changes: profileChanges(held, data.changes, scene.vocabulary, fields),
    };
  },
  'project.code-assigned.v1': ({ code, overrideReason }, scene) => ({
    headline: { zh: '赋予项目代码', en: 'Project code assigned' },
    changes: [
      ...change('code', CODE, plain(before(scene, ALWAYS).code), plain(code)),
      ...change(
        'overrideReason',
        { zh: '校验码不符仍采用的理由', en: 'why a failing check digit was accepted' },
        null,
        plain(overrideReason),
      ),
    ],
  }),
  'project.transferred.v1': ({ district, since: on }, scene) => ({
    headline: { zh: `项目流转(自 ${on} 起)`, en: `Project transferred (from ${on})` },
    changes: change('district', PROFILE_LABELS.district, plain(before(scene, dayNumber(on)).district), plain(district)),
  }),
  'responsibility.assigned.v1': (data, scene) => {
    const { role, from } = data;
    return {
      headline: { zh: `明确${ROLE_LABELS[role].zh}(自 ${from} 起)`, en: `Responsibility assigned (from ${from})` },
      changes: roleChanges(role, before(scene, dayNumber(from)), rolesOf(data)),
    };
  },
};
