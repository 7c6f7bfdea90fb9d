import { notices, parseYuan, type Catalogue, type Day, type Notice } from '@milepost/lifecycle';
import type { Cell } from '../mapping/cell';
import { valueOf, type Field } from '../mapping/field';
import type { DateFault, Dates, Mapping } from '../mapping/mapping';
import { amountProblem, importNotices } from '../notices';
import type { SourceRow } from '../read/source-row';
import type { Complaint } from './complaint';

export interface ReadingContext {
  readonly mapping: Mapping;
  /** The version that the rows are read by. */
  readonly catalogue: Catalogue;
  readonly today: Day;
}

const EARLIEST: Day = '1900-01-01';

/** What a Chinese input method types in full width (２０２４．３．５), in the characters of the formats. */
const halfWidth = (text: string): string =>
  text.replace(/[\uFF01-\uFF5E]/g, (form) => String.fromCharCode(form.charCodeAt(0) - 0xfee0));

function dayOf(text: string, { formats }: Dates, timeZone: string): Day | null {
  const typed = halfWidth(text);
  for (const format of formats) {
    const day = format.read(text, timeZone) ?? format.read(typed, timeZone);
    if (day !== null) return day;
  }
  return null;
}

/** The reading of one row: its values, and everything that is wrong with them, not only the first. */
export class RowReading {
  readonly complaints: Complaint[] = [];
  readonly warnings: Complaint[] = [];
  private readonly unread = new Set<Field>();

  constructor(
    readonly row: SourceRow,
    readonly context: ReadingContext,
  ) {}

  complain(notice: Notice, column: string | null, value: string | null): null {
    this.complaints.push({ line: this.row.line, column, value, notice });
    return null;
  }

  warn(notice: Notice, column: string | null, value: string | null): void {
    this.warnings.push({ line: this.row.line, column, value, notice });
  }

  /** Refuses the row, or leaves the cell out with a warning, as the mapping says. */
  private fault(means: DateFault, notice: Notice, column: string | null, value: string): null {
    if (means === 'refuse') return this.complain(notice, column, value);
    this.warn(notice, column, value);
    return null;
  }

  private unreadable(field: Field | undefined, notice: Notice, column: string | null, value: string): null {
    if (field !== undefined) this.unread.add(field);
    return this.fault(this.context.mapping.dates.unreadable, notice, column, value);
  }

  text(field: Field | undefined): Cell | null {
    const value = field === undefined ? null : valueOf(field, this.row);
    if (value?.unmapped !== true) return value;
    return this.complain(importNotices.valueUnmapped(value.column, { value: value.text }), value.column, value.text);
  }

  /** A date, `null` when it is blank or can't be taken. */
  day(field: Field | undefined, { mayLieAhead = false } = {}): { on: Day; column: string | null } | null {
    const cell = this.text(field);
    const { dates } = this.context.mapping;
    if (cell === null || dates.blank.has(cell.text.toLowerCase())) return null;
    const { text, column } = cell;
    const day = dayOf(text, dates, dates.timeZone ?? this.context.catalogue.timeZone);
    if (day === null) {
      const formats = dates.formats.map((format) => format.name).join(', ');
      return this.unreadable(field, importNotices.dateUnreadable(column, { value: text, formats }), column, text);
    }
    const { today } = this.context;
    if (day < EARLIEST) {
      const notice = notices.dateImplausible(column, { date: day, earliest: EARLIEST });
      return this.unreadable(field, notice, column, text);
    }
    if (!mayLieAhead && day > today) {
      return this.fault(dates.future, notices.dateInFuture(column, { date: day, today }), column, text);
    }
    return { on: day, column };
  }

  /** Whether a date stood there that could not be read: then the row says nothing of it, not that there is none. */
  leftUnread(date: Field): boolean {
    return this.unread.has(date);
  }

  /** An amount in exact yuan; the unit applies to cells that name none themselves. */
  yuan(field: Field, unit: string): string | null {
    const cell = this.text(field);
    if (cell === null) return null;
    const { text, column } = cell;
    const parsed = parseYuan(/[\d.,\s]$/.test(text) ? `${text}${unit}` : text);
    if (!parsed.ok) {
      const { problem } = parsed;
      return this.complain(
        importNotices.amountUnreadable(column, { value: text, ...amountProblem(problem) }),
        column,
        text,
      );
    }
    if (parsed.yuan.startsWith('-')) return this.complain(notices.amountNegative(column), column, text);
    return parsed.yuan;
  }
}
