const WIDE = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/u;
const CONTROL = /[\u0000-\u001F\u007F-\u009F]/g;

/** Columns of a terminal that a text takes up: Chinese characters take two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 2 : 1;
  return width;
}

function clipped(text: string, most: number): string {
  // What a file holds must not reach the terminal as a control sequence.
  const plain = text.replace(CONTROL, ' ');
  if (displayWidth(plain) <= most) return plain;
  let width = 1;
  let result = '';
  for (const character of plain) {
    width += displayWidth(character);
    if (width > most) break;
    result += character;
  }
  return `${result}…`;
}

/** Rows in aligned columns, none wider than `most`; the last column is neither cut nor padded. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[], most = 32): string {
  const cells = [head, ...rows].map((row) =>
    row.map((cell, index) => clipped(cell, index === row.length - 1 ? 1_000 : most)),
  );
  const widths = head.map((_, index) => Math.max(...cells.map((row) => displayWidth(row[index] ?? ''))));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) =>
        index === row.length - 1 ? cell : cell + ' '.repeat((widths[index] ?? 0) - displayWidth(cell)),
      )
      .join('  ');
  return cells.map(line).join('\n');
}
