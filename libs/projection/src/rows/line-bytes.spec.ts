import { LineBytes } from './line-bytes';

const textOf = (lines: LineBytes): string => Buffer.concat([...lines.chunks()]).toString();

describe('lines as bytes', () => {
  const some = Array.from({ length: 3_000 }, (_, n) => `${n}\t${'五未'.repeat(n % 97)}`);

  function filled(texts: readonly string[]): LineBytes {
    const lines = new LineBytes();
    for (const text of texts) lines.add(text);
    return lines;
  }

  it('are the lines, each with its end, however many chunks they fill', () => {
    const lines = filled(some);
    expect(lines.count).toBe(some.length);
    expect([...lines.chunks()].length).toBeGreaterThan(1);
    expect(textOf(lines)).toBe(some.map((text) => `${text}\n`).join(''));
  });

  it('hold a line longer than a chunk', () => {
    const long = '𠮷'.repeat(200_000);
    expect(textOf(filled(['a', long, 'b']))).toBe(`a\n${long}\nb\n`);
  });

  it('can be read twice: a batch that failed is written again', () => {
    const lines = filled(['a', 'b']);
    expect([textOf(lines), textOf(lines)]).toEqual(['a\nb\n', 'a\nb\n']);
  });

  it('are gone when released, and others take their memory', () => {
    const lines = filled(some);
    lines.release();
    expect([lines.count, textOf(lines)]).toEqual([0, '']);
    const [one, other] = [filled(['x'.repeat(1_000)]), filled(['y'.repeat(1_000)])];
    expect([textOf(one), textOf(other)]).toEqual([`${'x'.repeat(1_000)}\n`, `${'y'.repeat(1_000)}\n`]);
  });
});
