import type { Value } from './table';

/** A value as PostgreSQL reads it from text, `null` for NULL. Arrays become array literals unless the type is JSON. */
export function toText(value: Value, type: string): string | null {
  switch (typeof value) {
    case 'string':
      return type.startsWith('json') ? JSON.stringify(value) : value;
    case 'number':
    case 'bigint':
      return String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return null;
      if (value instanceof Date) return value.toISOString();
      if (Array.isArray(value) && type.endsWith('[]')) return arrayLiteral(value, type.slice(0, -2));
      return JSON.stringify(value);
    default:
      return null;
  }
}

function arrayLiteral(values: readonly Value[], type: string): string {
  if (values.length === 0) return '{}';
  const elements = values.map((value) => {
    const text = toText(value, type);
    return text === null ? 'NULL' : `"${text.replace(/["\\]/g, '\\$&')}"`;
  });
  return `{${elements.join(',')}}`;
}

const SPECIAL = /[\\\n\r\t]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** One field of COPY's text format. */
export function copyField(text: string | null): string {
  if (text === null) return '\\N';
  return SPECIAL.test(text) ? text.replace(/[\\\n\r\t]/g, (character) => ESCAPES[character] as string) : text;
}
