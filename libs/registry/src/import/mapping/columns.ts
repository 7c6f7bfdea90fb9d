import { columnsOf, type Field } from './field';
import type { Events, Mapping, Wide } from './mapping';

function evidenceFields({ document, validUntil }: Pick<Events, 'document' | 'validUntil'>): (Field | undefined)[] {
  return [document?.number, document?.issuer, document?.issuedOn, validUntil];
}

function courseFields(course: Wide | Events): (Field | undefined)[] {
  if (course.format === 'events') return [course.activity, course.date, course.reason, ...evidenceFields(course)];
  return [
    ...course.milestones.flatMap((each) => [each.date, ...evidenceFields(each)]),
    ...course.statuses.flatMap((each) => [each.date, each.reason]),
  ];
}

function attributeFields({ profile, projectCode, responsibilities, schedule }: Mapping): (Field | null | undefined)[] {
  const { totalInvestment, tags, ...plain } = profile;
  return [
    ...Object.values(plain as Record<string, Field | undefined>),
    totalInvestment?.field,
    ...(tags ?? []).map((tag) => tag.field),
    projectCode,
    ...responsibilities.flatMap(({ assignee, from }) => [assignee, from]),
    ...(schedule?.targets ?? []).map((target) => target.date),
    schedule?.committedOn,
  ];
}

const columns = (fields: readonly (Field | null | undefined)[]): string[] => [
  ...new Set(fields.flatMap((field) => (field ? columnsOf(field) : []))),
];

/** The columns that a mapping asks of the file itself. */
export function columnsAsked(mapping: Mapping): string[] {
  const { course } = mapping;
  const attributes = course.format === 'events' && course.cases !== null ? [] : attributeFields(mapping);
  return columns([mapping.key, ...courseFields(course), ...attributes]);
}

/** The columns that it asks of the file of cases. */
export function caseColumnsAsked(mapping: Mapping): string[] {
  const { course } = mapping;
  if (course.format === 'wide' || course.cases === null) return [];
  return columns([course.cases.key, ...attributeFields(mapping)]);
}
