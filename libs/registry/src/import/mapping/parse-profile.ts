import { parseYuan, RESPONSIBILITY_ROLES } from '@milepost/lifecycle';
import type { ProfileFields, ResponsibilityFields, ScheduleFields } from './mapping';
import { fieldAt } from './parse-field';
import { at, entriesOf, fail, given, isMap, listOf, mapOf, oneOf, patternOf, textOf, type Place } from './shape';

const OPTIONAL = ['investor', 'investorCode', 'industry', 'landMode'] as const;

function totalAt(place: Place): ProfileFields['totalInvestment'] {
  const unit = isMap(place.value) && given(at(place, 'unit')) ? textOf(at(place, 'unit')).trim() : '元';
  if (!parseYuan(`1${unit}`).ok) fail(at(place, 'unit'), `“${unit}” is no unit of yuan: write 元, 万元 or 亿元`);
  return { field: fieldAt(place, ['unit']), unit };
}

function tagsAt(place: Place): NonNullable<ProfileFields['tags']> {
  return listOf(place).map((each) => {
    const split = isMap(each.value) ? at(each, 'split') : undefined;
    return { field: fieldAt(each, ['split']), ...(split !== undefined && given(split) && { split: patternOf(split) }) };
  });
}

export function profileAt(place: Place): ProfileFields {
  mapOf(place, ['name', 'kind', 'district', ...OPTIONAL, 'totalInvestment', 'tags']);
  const required = (name: string): Place =>
    given(at(place, name)) ? at(place, name) : fail(at(place, name), 'this is needed: a column or { value: … }');
  const [total, tags] = [at(place, 'totalInvestment'), at(place, 'tags')];
  return {
    name: fieldAt(required('name')),
    kind: fieldAt(required('kind')),
    district: fieldAt(required('district')),
    ...Object.fromEntries(
      OPTIONAL.filter((name) => given(at(place, name))).map((name) => [name, fieldAt(at(place, name))]),
    ),
    ...(given(total) && { totalInvestment: totalAt(total) }),
    ...(given(tags) && { tags: tagsAt(tags) }),
  };
}

export function responsibilitiesAt(place: Place): ResponsibilityFields[] {
  if (!given(place)) return [];
  return entriesOf(mapOf(place, RESPONSIBILITY_ROLES)).map(([role, each]) => {
    const from = isMap(each.value) ? at(each, 'from') : undefined;
    return {
      role: oneOf({ ...each, value: role }, RESPONSIBILITY_ROLES),
      assignee: fieldAt(each, ['from']),
      ...(from !== undefined && given(from) && { from: fieldAt(from) }),
    };
  });
}

export function scheduleAt(place: Place): ScheduleFields | null {
  if (!given(place)) return null;
  mapOf(place, ['targets', 'committedOn']);
  const committedOn = at(place, 'committedOn');
  return {
    targets: entriesOf(at(place, 'targets')).map(([milestone, each]) => ({ milestone, date: fieldAt(each) })),
    ...(given(committedOn) && { committedOn: fieldAt(committedOn) }),
  };
}
