import {
  notices,
  parseCreditCode,
  parseProjectCode,
  type CodedLabel,
  type Day,
  type Notice,
  type Profile,
} from '@milepost/lifecycle';
import type { Cell } from '../mapping/cell';
import type { Field } from '../mapping/field';
import { importNotices } from '../notices';
import { cellText } from '../read/source-row';
import type { Attributes, DesiredResponsibility } from './desired-project';
import type { RowReading } from './row-reading';

const MAX_NAME = 500;
const MAX_CODE = 200;

function bounded(reading: RowReading, field: Field | undefined, max: number): Cell | null {
  const cell = reading.text(field);
  if (cell === null || cell.text.length <= max) return cell;
  return reading.complain(notices.fieldTooLong(cell.column, { max }), cell.column, `${cell.text.slice(0, 60)}…`);
}

function required(reading: RowReading, field: Field, max: number): Cell | null {
  const before = reading.complaints.length;
  const cell = bounded(reading, field, max);
  if (cell !== null || reading.complaints.length > before) return cell;
  const column = field.columns[0] ?? null;
  return reading.complain(notices.fieldRequired(column), column, null);
}

function coded(
  reading: RowReading,
  cell: Cell | null,
  known: readonly CodedLabel[],
  unknown: (text: string) => Notice,
): string | null {
  if (cell === null || known.some(({ code }) => code === cell.text)) return cell?.text ?? null;
  return reading.complain(unknown(cell.text), cell.column, cell.text);
}

function creditCode(reading: RowReading, field: Field | undefined): string | null {
  const cell = bounded(reading, field, MAX_CODE);
  if (cell === null) return null;
  const parsed = parseCreditCode(cell.text);
  if (parsed.ok) return parsed.code;
  reading.warn(importNotices.creditCodeDoubtful(cell.column, { value: cell.text }), cell.column, cell.text);
  return parsed.problem === 'format' ? cell.text : parsed.code;
}

function tags(reading: RowReading): string[] {
  const found = (reading.context.mapping.profile.tags ?? []).flatMap(({ field, split }) => {
    const cell = bounded(reading, field, MAX_NAME);
    if (cell === null) return [];
    return (split === undefined ? [cell.text] : cell.text.split(split)).map(cellText).filter((tag) => tag !== '');
  });
  const long = found.find((tag) => tag.length > 50);
  if (long !== undefined) reading.complain(notices.fieldTooLong('tags', { max: 50 }), null, long);
  return [...new Set(found)];
}

function profileOf(reading: RowReading): Pick<Attributes, 'profile' | 'stated' | 'columns'> {
  const { mapping, catalogue } = reading.context;
  const fields = mapping.profile;
  const kind = required(reading, fields.kind, MAX_CODE);
  const landMode = bounded(reading, fields.landMode, MAX_CODE);
  const total = fields.totalInvestment;
  const profile: Profile = {
    name: required(reading, fields.name, MAX_NAME)?.text ?? '',
    kind:
      coded(reading, kind, catalogue.kinds, (text) => notices.kindUnknown(kind?.column ?? null, { kind: text })) ?? '',
    investor: bounded(reading, fields.investor, MAX_NAME)?.text ?? null,
    investorCode: creditCode(reading, fields.investorCode),
    district: required(reading, fields.district, MAX_CODE)?.text ?? '',
    industry: bounded(reading, fields.industry, MAX_CODE)?.text ?? null,
    landMode: coded(reading, landMode, catalogue.landModes, (text) =>
      notices.landModeUnknown(landMode?.column ?? null, { landMode: text }),
    ),
    totalInvestment: total === undefined ? null : reading.yuan(total.field, total.unit),
    tags: tags(reading),
  };
  const stated = (Object.keys(profile) as (keyof Profile)[]).filter((name) => fields[name] !== undefined);
  const columnOf = (name: keyof Profile): string | undefined =>
    name === 'totalInvestment' ? total?.field.columns[0] : name === 'tags' ? undefined : fields[name]?.columns[0];
  const columns = Object.fromEntries(stated.map((name) => [name, columnOf(name)]).filter(([, column]) => column));
  return { profile, stated, columns: columns as Attributes['columns'] };
}

function projectCode(reading: RowReading): Attributes['projectCode'] {
  const cell = reading.text(reading.context.mapping.projectCode ?? undefined);
  if (cell === null) return null;
  const { text, column } = cell;
  const parsed = parseProjectCode(text);
  if (!parsed.ok) return reading.complain(notices.projectCodeFormat(column, { value: text }), column, text);
  if (parsed.checkDigit === 'mismatch')
    reading.warn(importNotices.projectCodeDoubtful(column, { value: text }), column, text);
  return { code: parsed.code, column };
}

function responsibilities(reading: RowReading): DesiredResponsibility[] {
  return reading.context.mapping.responsibilities.flatMap(({ role, assignee, from }) => {
    const cell = bounded(reading, assignee, MAX_CODE);
    if (cell === null) return [];
    const since = reading.day(from, { mayLieAhead: true });
    return [{ role, assignee: cell.text, from: since?.on ?? null, column: cell.column }];
  });
}

/** What a row says of a project besides what happened to it. */
export function attributesOf(reading: RowReading): Attributes {
  const { schedule } = reading.context.mapping;
  const targets: Record<string, Day> = {};
  for (const { milestone, date } of schedule?.targets ?? []) {
    const target = reading.day(date, { mayLieAhead: true });
    if (target !== null) targets[milestone] = target.on;
  }
  return {
    ...profileOf(reading),
    projectCode: projectCode(reading),
    responsibilities: responsibilities(reading),
    targets,
    committedOn: reading.day(schedule?.committedOn)?.on ?? null,
  };
}
