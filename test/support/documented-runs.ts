import { documentText } from './documented';

/** A command in a document and what it prints, as shown below it. */
export interface DocumentedRun {
  readonly command: string;
  /** `…` stands for whatever is not shown. */
  readonly printed: string;
}

const RUN = /```sh\n([^\n]*)\n```\n+```text\n([\s\S]*?)```/g;

/** Every command of a document that is followed by what it prints. */
export function documentedRuns(name: string): DocumentedRun[] {
  return [...documentText(name).matchAll(RUN)].map(([, command = '', printed = '']) => ({ command, printed }));
}

/** What differs from run to run: speeds, and roots that a new key or the instant of a checkpoint changes. */
const PASSING = [
  [/\d+\.\d (s|秒) ?\([^)]*\)/g, '⟨time⟩'],
  [/[\w+/]{43}=/g, '⟨root⟩'],
] as const;

const steady = (text: string): string =>
  PASSING.reduce((told, [what, as]) => told.replace(what, as), text).replace(/[ \t]+$/gm, '');

/** Whether a command has printed what a document shows of it. */
export function hasPrinted(output: string, printed: string): boolean {
  const parts = steady(printed.trimEnd())
    .split('…')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(parts.join('[^]*?')).test(steady(output));
}
