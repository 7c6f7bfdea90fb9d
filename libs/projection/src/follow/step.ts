/**
 * Points between two effects on the database, in the order in which they are passed. A test stops the process at each
 * of them; nothing else should depend on them.
 */
export const STEPS = [
  'batch: begun',
  'batch: checkpoint moved',
  'batch: folded',
  'batch: rows written',
  'batch: states written',
  'batch: before commit',
  'batch: committed',
  'rebuild: next created',
  'by stream: begun',
  'by stream: written',
  'by stream: before commit',
  'by stream: committed',
  'rebuild: caught up',
  'switch: live frozen',
  'switch: next frozen',
  'switch: replaced',
  'switch: committed',
  'switch: old dropped',
  'retry: frozen',
  'retry: cleared',
  'retry: written',
  'retry: committed',
] as const;

export type Step = (typeof STEPS)[number];

/** Told of every step passed, and of the stage it concerns. */
export type OnStep = (step: Step, stage: 'live' | 'next') => void;
