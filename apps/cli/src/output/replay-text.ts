import type { ReplayStep } from '@milepost/audit';
import {
  changeText,
  correctedEventOf,
  entryText,
  reasonOf,
  STANDING_LABELS,
  worldDateOf,
  type FieldChange,
  type Label,
  type ProjectState,
} from '@milepost/lifecycle';
import type { Language } from './summary-texts';
import { textTable } from './text-table';

const TEXTS = {
  en: {
    recorded: 'recorded',
    occurred: 'in the world',
    position: 'position',
    revision: 'revision',
    reason: 'reason',
    corrects: 'puts right event',
    attributes: 'project',
    timeline: 'timeline',
    cases: 'bottlenecks',
    head: ['milestone', 'stands', 'recorded', 'flags'],
    end: (on: string, standing: string) => `As of ${on}: ${standing}`,
  },
  zh: {
    recorded: '记录于',
    occurred: '发生于',
    position: '位置',
    revision: '修订',
    reason: '理由',
    corrects: '更正事件',
    attributes: '项目',
    timeline: '节点',
    cases: '堵点',
    head: ['节点', '进展', '记录时间', '标记'],
    end: (on: string, standing: string) => `截至 ${on}:${standing}`,
  },
} as const;

const CONTROL = /[\u0000-\u001F\u007F-\u009F]/g;

// What an event holds must not reach the terminal as a control sequence.
const plain = (text: string): string => text.replace(CONTROL, ' ');

/** One step of a replay: the event with both times and who recorded it, then all that it changed. */
export function stepText({ event, words, attributes, timeline, cases }: ReplayStep, language: Language): string {
  const texts = TEXTS[language];
  const { metadata } = event;
  const on = worldDateOf(event);
  const target = correctedEventOf(event);
  const reason = reasonOf(event);
  const changed = (name: string, changes: readonly FieldChange[]): string[] =>
    changes.map((one) => `   ${name}: ${changeText(one)[language]}`);
  return [
    `${texts.position} ${event.position} · ${texts.revision} ${event.revision} · ${texts.recorded} ${event.recordedAt}` +
      (on === null ? '' : ` · ${texts.occurred} ${on}`),
    `   ${words.text[language]}`,
    `   ${[metadata.actor, metadata.bureau, metadata.source].filter((each) => each !== undefined).join(' · ')}`,
    ...(reason === null ? [] : [`   ${texts.reason}: ${reason}`]),
    ...(target === null ? [] : [`   ${texts.corrects} ${target}`]),
    ...changed(texts.attributes, attributes),
    ...changed(texts.timeline, timeline),
    ...changed(texts.cases, cases),
  ]
    .map(plain)
    .join('\n');
}

/** What is held true at the end of a replay. */
export function stateText({ on, summary, timeline }: ProjectState, language: Language): string {
  const texts = TEXTS[language];
  const of = (label: Label): string => label[language];
  const rows = timeline.map((entry) => [
    of(entry.milestone.label),
    of(entryText(entry)),
    entry.recordedAt ?? '—',
    entry.flags.join(', '),
  ]);
  return `${texts.end(on, of(STANDING_LABELS[summary.standing]))}\n${textTable(texts.head, rows, 60)}`;
}
