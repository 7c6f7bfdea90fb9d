import type { SourceRow } from '../read/source-row';
import { at, fail, given, listOf, mapOf, nonBlank, patternOf, textOf, type Place } from './shape';

/** Something that must hold in a row for a value to count. */
export interface Condition {
  readonly column: string;
  readonly holds: (text: string | undefined) => boolean;
}

const TESTS = ['equals', 'in', 'notIn', 'matches', 'blank'] as const;

const fold = (text: string): string => text.trim().toLowerCase();

/** Compares without regard to case: registers write `Application Submitted` and `Application submitted`. */
function testOf(place: Place): Condition['holds'] {
  const tests = TESTS.filter((test) => given(at(place, test)));
  if (tests.length !== 1) fail(place, `exactly one of ${TESTS.join(', ')} is expected here`);
  const operand = at(place, tests[0] as string);
  switch (tests[0]) {
    case 'matches': {
      const pattern = patternOf(operand);
      return (text) => pattern.test(text ?? '');
    }
    case 'blank':
      if (typeof operand.value !== 'boolean') fail(operand, 'true or false is expected here');
      return (text) => (text === undefined) === operand.value;
    default: {
      const values = new Set(listOf(operand).map((each) => fold(textOf(each))));
      const wanted = tests[0] !== 'notIn';
      return (text) => values.has(fold(text ?? '')) === wanted;
    }
  }
}

/** The conditions written at a place: one, or a list of which all must hold. */
export function conditionsOf(place: Place): Condition[] {
  return listOf(place).map((each) => {
    mapOf(each, ['column', ...TESTS]);
    return { column: nonBlank(at(each, 'column')), holds: testOf(each) };
  });
}

export function meets(condition: Condition, row: SourceRow): boolean {
  return condition.holds(row.cells.get(condition.column));
}
