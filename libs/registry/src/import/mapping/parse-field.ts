import { cellText } from '../read/source-row';
import { conditionsOf } from './condition';
import type { Field } from './field';
import {
  at,
  entriesOf,
  fail,
  flagOf,
  given,
  isMap,
  listOf,
  mapOf,
  nonBlank,
  patternOf,
  textOf,
  type Place,
} from './shape';

export const FIELD_KEYS = [
  'column',
  'columns',
  'firstOf',
  'join',
  'value',
  'when',
  'extract',
  'map',
  'ignoreCase',
  'otherwise',
  'keepOthers',
  'prefix',
  'suffix',
  'default',
] as const;

function columnsAt(place: Place): Pick<Field, 'columns' | 'combine'> {
  const [column, columns, firstOf] = [at(place, 'column'), at(place, 'columns'), at(place, 'firstOf')];
  const sources = [column, columns, firstOf, at(place, 'value')].filter(given);
  if (sources.length !== 1) fail(place, 'exactly one of column, columns, firstOf, value is expected here');
  if (given(columns)) {
    const join = at(place, 'join');
    return { columns: listOf(columns).map(nonBlank), combine: { join: given(join) ? textOf(join) : ' ' } };
  }
  return { columns: listOf(given(firstOf) ? firstOf : column).map(nonBlank), combine: 'first' };
}

function mapAt(place: Place, ignoreCase: boolean): ReadonlyMap<string, string> | undefined {
  if (!given(place)) return undefined;
  const pairs = entriesOf(place).map(([from, to]): [string, string] => {
    const text = cellText(from);
    return [ignoreCase ? text.toLowerCase() : text, given(to) ? textOf(to) : ''];
  });
  return new Map(pairs);
}

function otherwiseAt(place: Place): Field['otherwise'] {
  if (flagOf(at(place, 'keepOthers'))) return { keep: true };
  // `otherwise: null` is written to leave such values blank.
  return isMap(place.value) && 'otherwise' in place.value
    ? given(at(place, 'otherwise'))
      ? textOf(at(place, 'otherwise'))
      : ''
    : undefined;
}

/**
 * Reads where a value comes from: a column's name alone, or a map with the steps of `Field`.
 * @param extraKeys further keys that the place may hold, read by the caller
 */
export function fieldAt(place: Place, extraKeys: readonly string[] = []): Field {
  if (!isMap(place.value)) {
    const columns = [nonBlank(place)];
    return { columns, combine: 'first', when: [], ignoreCase: false, prefix: '', suffix: '' };
  }
  mapOf(place, [...FIELD_KEYS, ...extraKeys]);
  const [value, extract, preset] = [at(place, 'value'), at(place, 'extract'), at(place, 'default')];
  const ignoreCase = flagOf(at(place, 'ignoreCase'));
  const map = mapAt(at(place, 'map'), ignoreCase);
  const otherwise = otherwiseAt(place);
  if (map === undefined && otherwise !== undefined) fail(place, '“otherwise” and “keepOthers” belong to a “map”');
  return {
    ...columnsAt(place),
    ...(given(value) && { constant: textOf(value) }),
    when: conditionsOf(at(place, 'when')),
    ...(given(extract) && { extract: patternOf(extract) }),
    ...(map && { map }),
    ignoreCase,
    ...(otherwise !== undefined && { otherwise }),
    prefix: given(at(place, 'prefix')) ? textOf(at(place, 'prefix')) : '',
    suffix: given(at(place, 'suffix')) ? textOf(at(place, 'suffix')) : '',
    ...(given(preset) && { default: textOf(preset) }),
  };
}
