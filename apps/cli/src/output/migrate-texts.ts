import type { Migration, Phase } from '@milepost/audit';
import type { Language } from './summary-texts';

const number = (value: number): string => new Intl.NumberFormat('en').format(value);

/** How a migration ended, and whether the views of the database could be put away. */
export interface MigrationEnd {
  readonly migration: Migration;
  /** `kept`: positions are the same; `led`: a process still leads one of them. */
  readonly views: 'forgotten' | 'kept' | 'led';
  /** Whether signatures were verified by keys that were given. */
  readonly keyed: boolean;
}

interface Texts {
  copied(count: string, seconds: string, rate: string): string;
  verified(counts: Readonly<Record<'events' | 'streams' | 'checkpoints' | 'root', string>>): string;
  readonly unkeyed: string;
  readonly forgotten: string;
  readonly led: string;
  grown(more: string): string;
  interrupted(events: string): string;
  different(): string;
  readonly phase: Readonly<Record<Phase, string>>;
}

const TEXTS: Readonly<Record<Language, Texts>> = {
  en: {
    copied: (count, seconds, rate) => `Copied ${count} events in ${seconds} s (${rate} events/s).`,
    verified: ({ events, streams, checkpoints, root }) =>
      `Moved and verified: ${events} events in ${streams} streams, ${checkpoints} checkpoints, the same in both stores.\nRoot of their tree in both: ${root}`,
    unkeyed: 'Whose checkpoints they are was not checked: --key FILE does, with a key that you trust.',
    forgotten: 'The views of the database are made anew by the next start, since events have other positions now.',
    led: 'A server still runs on this database. Stop all of them and run the same command again: it ends the move.',
    grown: (more) =>
      `${more} events have come to the source meanwhile. Run the same command again; for the last time with all servers stopped.`,
    interrupted: (events) => `Interrupted; the target holds ${events} events. The same command goes on from there.`,
    different: () => 'The target does not hold what the source does:',
    phase: { compare: 'Comparing …', copy: 'Copying …', verify: 'Verifying …' },
  },
  zh: {
    copied: (count, seconds, rate) => `复制事件 ${count} 个,用时 ${seconds} 秒(每秒 ${rate} 个)。`,
    verified: ({ events, streams, checkpoints, root }) =>
      `迁移完成并已核验:事件 ${events} 个,事件流 ${streams} 条,检查点 ${checkpoints} 个,两库一致。\n两库默克尔树根:${root}`,
    unkeyed: '未核对检查点由谁签发:请用 --key 文件 指定您所信任的公钥。',
    forgotten: '事件位置已变,数据库中的视图将在下次启动时重建。',
    led: '仍有服务进程使用该数据库。请全部停止后再次运行同一命令,以完成迁移。',
    grown: (more) => `迁移期间源库新增 ${more} 个事件。请再次运行同一命令;最后一次请先停止所有服务进程。`,
    interrupted: (events) => `已中断;目标库现有 ${events} 个事件。再次运行同一命令即可继续。`,
    different: () => '目标库与源库不一致:',
    phase: { compare: '正在比对……', copy: '正在复制……', verify: '正在核验……' },
  },
};

export const phaseText = (phase: Phase, language: Language): string => TEXTS[language].phase[phase];

/** What came of a migration, for a terminal. */
export function migrationSummary({ migration, views, keyed }: MigrationEnd, language: Language): string {
  const texts = TEXTS[language];
  const { outcome, events, copied, seconds, more, reason, rootHash, streams, checkpoints } = migration;
  const rate = number(Math.round(copied / Math.max(seconds, 0.001)));
  const lines = copied > 0 ? [texts.copied(number(copied), seconds.toFixed(1), rate)] : [];
  switch (outcome) {
    case 'interrupted':
      return [...lines, texts.interrupted(number(events))].join('\n');
    case 'grown':
      return [...lines, texts.grown(number(more))].join('\n');
    case 'different':
      return [...lines, texts.different(), reason?.[language] ?? ''].join('\n');
    case 'verified': {
      const counts = { events: number(events), streams: number(streams), checkpoints: number(checkpoints) };
      lines.push(texts.verified({ ...counts, root: rootHash }));
      if (checkpoints > 0 && !keyed) lines.push(texts.unkeyed);
      if (views !== 'kept') lines.push(texts[views]);
      return lines.join('\n');
    }
  }
}
