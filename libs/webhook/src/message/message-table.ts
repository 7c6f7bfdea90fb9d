import type { Label } from '@milepost/lifecycle';
import type { MessageKind } from './message-kind';
import { MESSAGE_KINDS } from './message-kinds';

type Language = keyof Label;

const HEADS: Readonly<Record<Language, readonly string[]>> = {
  en: ['Type', 'Name', 'Sent when', 'Data'],
  zh: ['类型', '名称', '何时发送', '数据'],
};

/** Characters that take two columns in a terminal and for those who align tables. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/gu;

const widthOf = (text: string): number => text.length + (text.match(WIDE)?.length ?? 0);
const padded = (text: string, width: number): string => text + ' '.repeat(width - widthOf(text));

function fieldsOf({ about, places }: MessageKind): string {
  const names = Object.entries(places).map(([name, { optional }]) => `\`${name}\`${optional ? '?' : ''}`);
  return [...(about === 'project' ? ['`project`'] : []), ...names].join(', ');
}

/** All types of messages as a Markdown table, aligned; `?` marks a field that may be absent. */
export function messageTable(language: Language): string {
  const heads = HEADS[language];
  const rows = MESSAGE_KINDS.map((kind) => [
    `\`${kind.type}\``,
    kind.label[language],
    kind.when[language],
    fieldsOf(kind),
  ]);
  const widths = heads.map((head, column) => Math.max(...[head, ...rows.map((row) => row[column]!)].map(widthOf)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => padded(cell, widths[column]!)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(heads), rule, ...rows.map(line)].join('\n');
}

const BEGIN = '<!-- messages:begin -->';
const END = '<!-- messages:end -->';

/**
 * A guide's text with the table between its two marks.
 * @throws Error where a mark is missing
 */
export function withMessageTable(guide: string, language: Language): string {
  const [begin, end] = [guide.indexOf(BEGIN), guide.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`the guide has no ${BEGIN} … ${END}`);
  return `${guide.slice(0, begin + BEGIN.length)}\n\n${messageTable(language)}\n\n${guide.slice(end)}`;
}
