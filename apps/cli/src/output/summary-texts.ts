export type Language = 'en' | 'zh';

type Counts = Readonly<Record<string, string>>;

/** The words of an import's summary. */
export interface SummaryTexts {
  readonly dryRun: string;
  readonly interrupted: string;
  readonly refused: string;
  readonly head: readonly string[];
  adopted(what: string, dryRun: boolean): string;
  rows(file: string, rows: string, seconds: string, rate: string): string;
  projects(counts: Counts): string;
  events(counts: Counts): string;
  unlisted(count: string): string;
  warnings(count: string): string;
  noticed(codes: string): string;
  leftOut(count: string): string;
  more(count: string): string;
}

export const SUMMARY_TEXTS: Readonly<Record<Language, SummaryTexts>> = {
  en: {
    dryRun: 'Dry run: nothing was written.',
    interrupted: 'Interrupted: run the same command again to complete it.',
    refused: 'Refused:',
    head: ['line', 'column', 'key', 'value', 'reason'],
    adopted: (what, dryRun) => (dryRun ? `Would adopt ${what}.` : `Adopted ${what}.`),
    rows: (file, rows, seconds, rate) => `${file}: ${rows} rows in ${seconds} s (${rate} rows/s)`,
    projects: (of) =>
      `projects  ${of.registered} registered, ${of.changed} changed, ${of.unchanged} unchanged, ${of.refused} refused`,
    events: (of) =>
      `events    ${of.events}: ${of.recorded} recorded, ${of.corrected} corrected, ${of.withdrawn} withdrawn, ${of.amended} amended`,
    unlisted: (count) => `missing   ${count} of earlier editions are no longer listed`,
    warnings: (count) => `warnings  ${count}: --report FILE writes them`,
    noticed: (codes) => `noticed   ${codes}`,
    leftOut: (count) => `${count} further complaints were not kept`,
    more: (count) => `… and ${count} more: --report FILE writes all of them`,
  },
  zh: {
    dryRun: '试运行:未写入任何内容。',
    interrupted: '已中断:再次运行同一命令即可补齐。',
    refused: '退回:',
    head: ['行号', '列名', '标识', '原值', '原因'],
    adopted: (what, dryRun) => (dryRun ? `将采用 ${what}。` : `已采用 ${what}。`),
    rows: (file, rows, seconds, rate) => `${file}:${rows} 行,用时 ${seconds} 秒(每秒 ${rate} 行)`,
    projects: (of) => `项目  新增 ${of.registered},变动 ${of.changed},无变化 ${of.unchanged},退回 ${of.refused}`,
    events: (of) =>
      `事件  ${of.events}:记录 ${of.recorded},更正 ${of.corrected},撤回 ${of.withdrawn},变更 ${of.amended}`,
    unlisted: (count) => `未列  此前各期的项目有 ${count} 个不再列出`,
    warnings: (count) => `提示  ${count} 条:用 --report 文件名 导出`,
    noticed: (codes) => `留意  ${codes}`,
    leftOut: (count) => `另有 ${count} 条问题未保留`,
    more: (count) => `……另有 ${count} 条:用 --report 文件名 导出全部`,
  },
};
