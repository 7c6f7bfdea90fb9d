import type { ExportFormat, Proving, Selection } from '@milepost/audit';
import { isDay } from '@milepost/lifecycle';
import { Option } from 'commander';
import { validate as isUuid } from 'uuid';

export interface ExportOptions {
  readonly format: 'jsonl' | 'oc4ids' | 'xes';
  readonly project?: readonly string[];
  readonly district?: readonly string[];
  readonly recordedFrom?: string;
  readonly recordedTo?: string;
  readonly knownAt?: string;
  readonly on?: string;
  readonly inForce?: boolean;
  readonly publisher: string;
  readonly prefix: string;
  readonly key?: string;
  readonly out?: string;
  readonly data?: string;
}

export const EXPORT_OPTIONS: readonly Option[] = [
  new Option('--format <format>', 'what to write').choices(['jsonl', 'oc4ids', 'xes']).makeOptionMandatory(),
  new Option('--project <id...>', 'only these projects'),
  new Option('--district <district...>', 'only projects in these districts and all below them, on the day'),
  new Option('--recorded-from <instant>', 'only what was recorded from this instant on (2026-03-01T00:00:00+08:00)'),
  new Option('--recorded-to <instant>', 'only what was recorded before this instant'),
  new Option('--known-at <instant>', 'as it was known then; as it is known now, by default'),
  new Option('--on <day>', 'the day whose state is meant (2026-03-01); today in China, by default'),
  new Option('--in-force', 'xes: only what is in force, as corrected; every event as recorded, by default'),
  new Option('--publisher <name>', 'oc4ids: who publishes the package').default('Milepost'),
  new Option('--prefix <prefix>', 'oc4ids: registered project identifier prefix').default('oc4ids-unregistered'),
  new Option('--out <file>', 'file to write, whole or not at all; standard output, by default'),
];

/** @throws Error naming the option that can't be read */
export function selectionOf(options: ExportOptions): Selection {
  const { project, district, on } = options;
  const wrong = project?.find((id) => !isUuid(id));
  if (wrong !== undefined) throw new Error(`--project takes ids of projects, not ${JSON.stringify(wrong)}`);
  if (on !== undefined && !isDay(on)) throw new Error(`--on takes a day such as 2026-03-01, not ${JSON.stringify(on)}`);
  const selection: Selection = {
    projects: project?.map((id) => id.toLowerCase()),
    districts: district,
    recordedFrom: instant('--recorded-from', options.recordedFrom),
    recordedTo: instant('--recorded-to', options.recordedTo),
    knownAt: instant('--known-at', options.knownAt),
    on,
  };
  return Object.fromEntries(Object.entries(selection).filter(([, value]) => value !== undefined));
}

/** @param prove opens what a format with proofs is proven by */
export async function formatOf(options: ExportOptions, prove: () => Promise<Proving>): Promise<ExportFormat> {
  const { format, inForce = false, publisher, prefix } = options;
  switch (format) {
    case 'jsonl':
      return { format, proving: await prove() };
    case 'oc4ids':
      return { format, publication: { publisher, prefix } };
    case 'xes':
      return { format, view: inForce ? 'in-force' : 'recorded' };
  }
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

function instant(option: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const time = INSTANT.test(text) && isDay(text.slice(0, 10)) ? Date.parse(text) : NaN;
  if (Number.isNaN(time)) {
    throw new Error(`${option} takes an instant such as 2026-03-01T08:00:00+08:00, not ${JSON.stringify(text)}`);
  }
  return new Date(time).toISOString();
}
