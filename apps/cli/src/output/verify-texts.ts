import type { Unusable, Verdict } from '@milepost/audit';
import type { Language } from './summary-texts';

/** What came of a verification, and how long it took. */
export interface Verification {
  readonly verdict: Verdict;
  readonly seconds: number;
  /** Whether signatures were verified by keys that were given. */
  readonly keyed: boolean;
  /** The size of which a checkpoint was asked for. */
  readonly since: number | null;
  /** Whether it is written down where the walk stands. */
  readonly remembered: boolean;
}

interface VerifyTexts {
  sound(counts: Readonly<Record<'events' | 'streams' | 'checkpoints' | 'root', string>>): string;
  rate(walked: string, seconds: string, rate: string): string;
  vouched(events: string): string;
  readonly unkeyed: string;
  interrupted(events: string, remembered: boolean): string;
  damaged(events: string): string;
  met(size: string): string;
  notMet(size: string): string;
  unusable(at: string): Readonly<Record<Unusable, string>>;
}

/** A number of things, in English. */
const of = (count: string, what: string): string => `${count} ${what}${count === '1' ? '' : 's'}`;

const TEXTS: Readonly<Record<Language, VerifyTexts>> = {
  en: {
    sound: ({ events, streams, checkpoints, root }) =>
      `Unaltered: ${of(events, 'event')} in ${of(streams, 'stream')}, ${of(checkpoints, 'checkpoint')}.\nRoot of their tree: ${root}`,
    rate: (walked, seconds, rate) => `Walked ${walked} events in ${seconds} s (${rate} events/s).`,
    vouched: (events) =>
      `Of them, ${events} were checked by an earlier walk: now only their hashes were compared, not what they hold. --restart checks all.`,
    unkeyed: 'Whose checkpoints they are was not checked: --key FILE does, with a key that you trust.',
    interrupted: (events, remembered) =>
      `Interrupted after ${events} events, unaltered so far: ${remembered ? 'the same command goes on from there' : 'nothing is remembered, --state FILE would have done so'}.`,
    damaged: (events) => `Damaged. The ${events} events before are unaltered as far as their hashes tell:`,
    met: (size) => `What the checkpoint over ${size} events signed is there still.`,
    notMet: (size) => `There is no checkpoint over ${size} events in the store.`,
    unusable: (at) => ({
      hashes: `The hashes in the store are not those that the walk of ${at} saw: all is walked again.`,
      keys: `The walk of ${at} verified checkpoints by other keys: all is walked again.`,
    }),
  },
  zh: {
    sound: ({ events, streams, checkpoints, root }) =>
      `未经篡改:事件 ${events} 个,事件流 ${streams} 条,检查点 ${checkpoints} 个。\n默克尔树根:${root}`,
    rate: (walked, seconds, rate) => `核验事件 ${walked} 个,用时 ${seconds} 秒(每秒 ${rate} 个)。`,
    vouched: (events) => `其中 ${events} 个由此前的核验检查过:本次仅比对其哈希,未重读内容。加 --restart 可全部重验。`,
    unkeyed: '未核对检查点由谁签发:请用 --key 文件 指定您所信任的公钥。',
    interrupted: (events, remembered) =>
      `已中断,至此 ${events} 个事件未经篡改:${remembered ? '再次运行同一命令即可继续' : '进度未保存,如需保存请加 --state 文件'}。`,
    damaged: (events) => `发现损坏。按哈希判断,其前 ${events} 个事件未变:`,
    met: (size) => `覆盖 ${size} 个事件的检查点所签内容原样仍在。`,
    notMet: (size) => `库中没有覆盖 ${size} 个事件的检查点。`,
    unusable: (at) => ({
      hashes: `库中哈希与 ${at} 的核验所见不符:全部重验。`,
      keys: `${at} 的核验所用公钥不同:全部重验。`,
    }),
  },
};

const number = (value: number): string => new Intl.NumberFormat('en').format(value);

/** What came of a verification, for a terminal. */
export function verifySummary(
  { verdict, seconds, keyed, since, remembered }: Verification,
  language: Language,
): string {
  const texts = TEXTS[language];
  const { finding, interrupted, events, vouched, streams, checkpoints, rootHash, sinceMet } = verdict;
  const walked = events - vouched;
  const rate = texts.rate(number(walked), seconds.toFixed(1), number(Math.round(walked / Math.max(seconds, 0.001))));
  const earlier = vouched > 0 ? [texts.vouched(number(vouched))] : [];
  if (finding) return [texts.damaged(number(events)), finding.notice[language], ...earlier, rate].join('\n');
  if (interrupted) return [texts.interrupted(number(events), remembered), rate].join('\n');
  const counts = { events: number(events), streams: number(streams), checkpoints: number(checkpoints), root: rootHash };
  return [
    texts.sound(counts),
    ...earlier,
    ...(checkpoints > 0 && !keyed ? [texts.unkeyed] : []),
    ...(since === null ? [] : [(sinceMet ? texts.met : texts.notMet)(number(since))]),
    rate,
  ].join('\n');
}

/** Why a walk begins anew that was to go on. */
export const unusableWalk = (at: string, why: Unusable, language: Language): string =>
  TEXTS[language].unusable(at)[why];
