import { daysBetween, isDay } from '../calendar';
import type { Label } from '../notices';

/** A value that an event changes, in words. */
export interface FieldChange {
  /** Stable name for programs: `occurredOn`, `totalInvestment`, `target.groundbreaking`. */
  readonly field: string;
  readonly label: Label;
  /** What was held before, `null` when nothing was. */
  readonly from: Label | null;
  /** What is held since, `null` when nothing is. */
  readonly to: Label | null;
}

const same = (a: Label | null, b: Label | null): boolean => a?.zh === b?.zh && a?.en === b?.en;

/** The change of a field, none where both values read alike. */
export function change(field: string, label: Label, from: Label | null, to: Label | null): FieldChange[] {
  return same(from, to) ? [] : [{ field, label, from, to }];
}

/** Days by which a date moves, `null` for what is no date or has no other side. */
function shiftOf({ from, to }: FieldChange): number | null {
  if (from === null || to === null || !isDay(from.zh) || !isDay(to.zh)) return null;
  return daysBetween(from.zh, to.zh);
}

function shiftText(days: number): Label {
  const count = Math.abs(days);
  const [zh, en] = days > 0 ? ['推迟', 'later'] : ['提前', 'earlier'];
  return { zh: `(${zh} ${count} 天)`, en: ` (${count} ${count === 1 ? 'day' : 'days'} ${en})` };
}

const NOTHING: Label = { zh: '(无)', en: '(none)' };
const NO_SHIFT: Label = { zh: '', en: '' };

/** A change as a phrase: `开工计划日期 2024-06-30 → 2024-09-30(推迟 92 天)`. */
export function changeText(changed: FieldChange): Label {
  const { label, from, to } = changed;
  const days = shiftOf(changed);
  const shift = days === null ? NO_SHIFT : shiftText(days);
  const before = from === null ? NO_SHIFT : { zh: `${from.zh} → `, en: `${from.en} → ` };
  const after = to ?? NOTHING;
  return {
    zh: `${label.zh} ${before.zh}${after.zh}${shift.zh}`,
    en: `${label.en} ${before.en}${after.en}${shift.en}`,
  };
}
