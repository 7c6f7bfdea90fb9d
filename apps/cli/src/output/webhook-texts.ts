import type { Arrival } from '../webhook-listener';
import type { Language } from './summary-texts';

interface Texts {
  listening(url: string): string;
  readonly stopping: string;
  readonly verified: string;
  readonly repeated: string;
  refused(why: string): string;
  sequence(number: string): string;
  readonly unknown: string;
}

const TEXTS: Readonly<Record<Language, Texts>> = {
  en: {
    listening: (url) => `Listening on ${url} for messages; Ctrl-C ends it.`,
    stopping: 'Stopping …',
    verified: 'verified',
    repeated: 'verified, again',
    refused: (why) => `NOT VERIFIED: ${why}`,
    sequence: (number) => `sequence ${number}`,
    unknown: '(none)',
  },
  zh: {
    listening: (url) => `正在 ${url} 接收消息;按 Ctrl-C 结束。`,
    stopping: '正在结束……',
    verified: '已验证',
    repeated: '已验证(重复)',
    refused: (why) => `未通过验证:${why}`,
    sequence: (number) => `序号 ${number}`,
    unknown: '(无)',
  },
};

export const listeningText = (url: string, language: Language): string => TEXTS[language].listening(url);
export const stoppingText = (language: Language): string => TEXTS[language].stopping;

/** What a stranger sends must not move the cursor. */
const shown = (text: string): string => text.replace(/\p{C}/gu, '\ufffd');

/** A message that has arrived, on one line: `<id>  <type>  sequence <n>  verified`. */
export function arrivalLine({ error, id, type, sequence, repeated }: Arrival, language: Language): string {
  const texts = TEXTS[language];
  const standing = error ? texts.refused(error[language]) : repeated ? texts.repeated : texts.verified;
  const parts = [id, type].map((part) => (part === null ? texts.unknown : shown(part)));
  if (sequence !== null) parts.push(texts.sequence(shown(sequence)));
  return [...parts, standing].join('  ');
}

/** The body, indented when it is JSON. */
export function bodyText(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return shown(body);
  }
}
