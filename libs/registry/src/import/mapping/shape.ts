import { ImportError } from '../import-error';

/** A value of a definition with the path under which its author finds it. */
export interface Place {
  readonly value: unknown;
  readonly path: string;
  /** The file it stands in. */
  readonly file: string;
}

/** @throws ImportError naming the file and the path */
export function fail(place: Place, problem: string): never {
  throw new ImportError(`${place.path === '' ? '' : `${place.path}: `}${problem}`, place.file);
}

const shown = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 60));

export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function at(place: Place, key: string | number): Place {
  const value = (place.value as Record<string | number, unknown>)[key];
  const path = typeof key === 'number' ? `${place.path}[${key}]` : place.path === '' ? key : `${place.path}.${key}`;
  return { value, path, file: place.file };
}

export const given = (place: Place): boolean => place.value !== undefined && place.value !== null;

/** A map with none but the named keys. */
export function mapOf(place: Place, keys: readonly string[]): Place {
  if (!isMap(place.value)) fail(place, `a map is expected here, not ${shown(place.value)}`);
  for (const key of Object.keys(place.value)) {
    if (!keys.includes(key)) fail(place, `“${key}” is not known here; known are ${keys.join(', ')}`);
  }
  return place;
}

export function entriesOf(place: Place): [key: string, place: Place][] {
  if (!isMap(place.value)) fail(place, `a map is expected here, not ${shown(place.value)}`);
  return Object.keys(place.value).map((key) => [key, at(place, key)]);
}

/** A list; one value that is no list stands for a list of one. */
export function listOf(place: Place): Place[] {
  if (!given(place)) return [];
  if (!Array.isArray(place.value)) return [place];
  return place.value.map((_, index) => at(place, index));
}

/** Text; numbers and booleans as they are written, since YAML takes `2024` and `no` for more than text. */
export function textOf(place: Place): string {
  const { value } = place;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') fail(place, `text is expected here, not ${shown(value)}`);
  return value;
}

export function nonBlank(place: Place): string {
  const text = textOf(place).trim();
  if (text === '') fail(place, 'this must not be blank');
  return text;
}

export function numberOf(place: Place): number {
  if (!Number.isInteger(place.value)) fail(place, `a whole number is expected here, not ${shown(place.value)}`);
  return place.value as number;
}

export function flagOf(place: Place, otherwise = false): boolean {
  if (!given(place)) return otherwise;
  if (typeof place.value !== 'boolean') fail(place, `true or false is expected here, not ${shown(place.value)}`);
  return place.value;
}

export function oneOf<Choice extends string>(place: Place, choices: readonly Choice[], otherwise?: Choice): Choice {
  if (!given(place) && otherwise !== undefined) return otherwise;
  const found = choices.find((choice) => choice === place.value);
  return found ?? fail(place, `one of ${choices.join(', ')} is expected here, not ${shown(place.value)}`);
}

/** A regular expression, tried out when the mapping is read. */
export function patternOf(place: Place): RegExp {
  try {
    return new RegExp(textOf(place), 'u');
  } catch (error) {
    return fail(place, (error as Error).message);
  }
}
