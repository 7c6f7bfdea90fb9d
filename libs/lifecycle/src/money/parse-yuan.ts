import { toHalfWidth } from '../codes/half-width';
import { yuanOfFen, type Yuan } from './yuan';

/**
 * Why an amount is refused:
 * `empty`; `format`, no number in digits; `unit`, a unit or currency that is not known (`美元`);
 * `ambiguous`, more than one reading (`1,23`, `4-5亿`, `约4亿`, `12 34`);
 * `too-precise`, finer than a fen; `too-large`, 10^15 yuan or more; `too-long`, more than 64 characters.
 */
export type YuanProblem = 'empty' | 'format' | 'unit' | 'ambiguous' | 'too-precise' | 'too-large' | 'too-long';

export type ParsedYuan =
  { readonly ok: true; readonly yuan: Yuan } | { readonly ok: false; readonly problem: YuanProblem };

const MAX_LENGTH = 64;
/** 10^15 yuan, in fen. */
const LIMIT_FEN = 10n ** 17n;

/** Powers of ten in a unit, in yuan. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ['', 0],
  ['元', 0],
  ['千元', 3],
  ['万', 4],
  ['万元', 4],
  ['百万', 6],
  ['百万元', 6],
  ['千万', 7],
  ['千万元', 7],
  ['亿', 8],
  ['亿元', 8],
  ['万亿', 12],
  ['万亿元', 12],
]);

const APPROXIMATE = /^(?:约|近|超|逾|不足|大约|[<>~≈≥≤])|(?:余|多|左右|以上|以下|[+?])/;
const RANGE = /\d[^\d.,]*[-~至到][^\d]*\d/;
const PARTS = /^(?:人民币|RMB|CNY)?[¥￥]?(-?)([\d., ]*\d)([^\d.,]*)$/i;
/** Plain digits, or thousands set apart throughout by commas or by spaces. */
const NUMBER = /^(\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+)(?:\.(\d+))?$/;

/**
 * Reads an amount as people type it: `40700.22万元`, `4.07亿`, `1,234.50元`, `￥1234.5`; yuan when no unit is given.
 * Full-width characters are taken for what they stand for. Whatever could be read in two ways is refused, not guessed.
 */
export function parseYuan(input: string): ParsedYuan {
  if (input.length > MAX_LENGTH) return refuse('too-long');
  const text = toHalfWidth(input).trim().replace(/\s+/g, ' ');
  if (text === '') return refuse('empty');
  if (APPROXIMATE.test(text) || RANGE.test(text)) return refuse('ambiguous');

  // Spaces inside the number stay, for NUMBER to judge: `1. 500万元` is the first item of a list.
  const parts = PARTS.exec(text.replace(/(?<![\d.,]) | (?![\d.,])/g, ''));
  if (!parts) return refuse('format');
  const [, sign, number, rawUnit] = parts;

  const power = UNITS.get(rawUnit.replace(/(?<=元)整?(?:人民币)?$/, ''));
  if (power === undefined) return refuse('unit');
  const match = NUMBER.exec(number);
  if (!match) return refuse(/^[.,]/.test(number) ? 'format' : 'ambiguous');

  const decimals = (match[2] ?? '').replace(/0+$/, '');
  if (decimals.length > power + 2) return refuse('too-precise');
  const fen = BigInt(match[1].replace(/[, ]/g, '') + decimals.padEnd(power + 2, '0'));
  if (fen >= LIMIT_FEN) return refuse('too-large');
  return { ok: true, yuan: yuanOfFen(sign ? -fen : fen) };
}

function refuse(problem: YuanProblem): ParsedYuan {
  return { ok: false, problem };
}
