import type { Family, Sample } from './family';

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\[\\\\n"])*"';
const HELP = new RegExp(`^# HELP (${NAME}) ((?:[^\\\\]|\\\\[\\\\n])*)$`);
const TYPE = new RegExp(`^# TYPE (${NAME}) (gauge|counter)$`);
const SAMPLE = new RegExp(
  `^(${NAME})(?:\\{(${LABEL}(?:,${LABEL})*)\\})? ([+-]Inf|NaN|[-+]?\\d+(?:\\.\\d+)?(?:e[+-]\\d+)?)$`,
);

const unescaped = (text: string): string =>
  text.replace(/\\([\\n"])/g, (_, mark) => (mark === 'n' ? '\n' : String(mark)));
const SPECIAL: Readonly<Record<string, number>> = { '+Inf': Infinity, '-Inf': -Infinity, NaN };

function labelsOf(text: string | undefined): Sample {
  const pairs = [...(text ?? '').matchAll(new RegExp(LABEL, 'g'))].map(([pair]): [string, string] => {
    const [label = ''] = pair.split('=', 1);
    return [label, unescaped(pair.slice(label.length + 2, -1))];
  });
  const labels = Object.fromEntries(pairs);
  if (Object.keys(labels).length !== pairs.length) throw new Error(`a label stands twice in {${text}}`);
  return { ...(pairs.length > 0 && { labels }), value: 0 };
}

/**
 * Reads Prometheus' text format as strictly as we write it: HELP, TYPE, then its samples, of each family once and in one
 * piece, no labels twice, a newline after every line.
 * @throws Error that names the line which is not so
 */
export function parseExposition(text: string): Family[] {
  if (text === '') return [];
  if (!text.endsWith('\n')) throw new Error('the last line does not end');
  const families: (Family & { samples: Sample[] })[] = [];
  let help: RegExpExecArray | null = null;
  for (const line of text.slice(0, -1).split('\n')) {
    const current = families.at(-1);
    const [type, sample] = [TYPE.exec(line), SAMPLE.exec(line)];
    if (line.startsWith('# HELP ') && help === null) {
      help = HELP.exec(line);
      if (help === null || families.some(({ name }) => name === help?.[1])) throw new Error(line);
    } else if (type !== null && help?.[1] === type[1]) {
      families.push({ name: help![1]!, help: unescaped(help![2]!), type: type[2] as Family['type'], samples: [] });
      help = null;
    } else if (sample !== null && help === null && current?.name === sample[1]) {
      const { labels } = labelsOf(sample[2]);
      const value = SPECIAL[sample[3]!] ?? Number(sample[3]);
      const same = JSON.stringify(Object.entries(labels ?? {}).sort());
      if (current!.samples.some((one) => JSON.stringify(Object.entries(one.labels ?? {}).sort()) === same)) {
        throw new Error(`twice: ${line}`);
      }
      current!.samples.push({ ...(labels && { labels }), value });
    } else throw new Error(line);
  }
  if (help !== null || families.some(({ samples }) => samples.length === 0)) throw new Error('a family has no samples');
  return families;
}
