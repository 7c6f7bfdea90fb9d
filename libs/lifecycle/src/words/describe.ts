import type { RecordedEvent } from '../events';
import type { Label } from '../notices';
import { changeText, type FieldChange } from './field-change';
import { MILESTONE_TELLERS } from './tell-milestone';
import { PROFILE_TELLERS } from './tell-profile';
import { INTEGRITY_TELLERS, tellReport } from './tell-integrity';
import { RULE_TELLERS } from './tell-rules';
import { ISSUE_TELLERS } from './tell-issue';
import { LIGHT_TELLERS } from './tell-light';
import { STATUS_TELLERS } from './tell-status';
import type { Before, Scene, Teller } from './teller';
import { vocabularyOf } from './vocabulary';

/** An event in words. */
export interface EventWords {
  /** What happened, without its particulars. */
  readonly label: Label;
  readonly changes: readonly FieldChange[];
  /** The label and every change, in one sentence. */
  readonly text: Label;
}

const TELLERS = new Map<string, Teller<unknown>>(
  Object.entries({
    ...PROFILE_TELLERS,
    ...MILESTONE_TELLERS,
    ...STATUS_TELLERS,
    ...RULE_TELLERS,
    ...INTEGRITY_TELLERS,
    ...ISSUE_TELLERS,
    ...LIGHT_TELLERS,
    'report.published.v1': tellReport,
  } as Record<string, Teller<unknown>>),
);

/** Types of events that are told in words of their own; all others by their stored name. */
export const TOLD_TYPES: ReadonlySet<string> = new Set(TELLERS.keys());

const neutral: Teller<unknown> = (_, { event: { type } }) => ({
  headline: { zh: `事件 ${type}`, en: `Event ${type}` },
  changes: [],
});

function sentence(headline: Label, changes: readonly FieldChange[]): Label {
  if (changes.length === 0) return headline;
  const phrases = changes.map(changeText);
  return {
    zh: `${headline.zh}:${phrases.map(({ zh }) => zh).join(';')}`,
    en: `${headline.en}: ${phrases.map(({ en }) => en).join('; ')}`,
  };
}

/** The catalogue whose names an event is told with. */
function catalogueOf(event: RecordedEvent, { history }: Before): string | undefined {
  if (history !== undefined) return history.registration.catalogue.code;
  if (event.type !== 'project.registered.v1') return undefined;
  return (event.data as { readonly catalogue?: { readonly code: string } }).catalogue?.code;
}

/**
 * Says what an event records and what it changes, each value as it was held before and as it is since.
 * @param before what was known before the event. A project's event without its history is told without what was before.
 */
export function describeEvent(event: RecordedEvent, before: Before): EventWords {
  const told = typeof event.data === 'object' && event.data !== null;
  const tell = (told ? TELLERS.get(event.type) : undefined) ?? neutral;
  const scene: Scene = { ...before, event, vocabulary: vocabularyOf(before.book, catalogueOf(event, before)) };
  const { headline, changes } = tell(event.data, scene);
  return { label: headline, changes, text: sentence(headline, changes) };
}
