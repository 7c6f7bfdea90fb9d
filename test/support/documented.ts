import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');

/** A query in a document and the answer printed below it. */
export interface DocumentedQuery {
  readonly query: string;
  readonly answer: string;
}

const QUERY_WITH_ANSWER = /```graphql\n((?:(?!```)[\s\S])*)```\n+```json\n([\s\S]*?)```/g;

export function documentText(name: string): string {
  return readFileSync(join(root, name), 'utf8');
}

/** Every query of a document that is followed by its answer. */
export function documentedQueries(name: string): DocumentedQuery[] {
  return [...documentText(name).matchAll(QUERY_WITH_ANSWER)].map(([, query = '', answer = '']) => ({ query, answer }));
}

/** How many queries a document has, with an answer or without. */
export function queryCount(name: string): number {
  return documentText(name).split('```graphql\n').length - 1;
}

/** Every line of the shell blocks of a document. */
export function documentedCommands(name: string): string[] {
  const blocks = [...documentText(name).matchAll(/```sh\n([\s\S]*?)```/g)];
  return blocks.flatMap(([, block = '']) => block.split('\n').filter((line) => line.trim() !== ''));
}

/** Writes the answers anew, in order: for `UPDATE_DOCUMENTS=1`, after a change that is meant. */
export function writeAnswers(name: string, answers: readonly string[]): void {
  let index = 0;
  const text = documentText(name).replace(QUERY_WITH_ANSWER, (_all, query: string) => {
    const answer = answers[index++] ?? '';
    return `\`\`\`graphql\n${query}\`\`\`\n\n\`\`\`json\n${answer}\n\`\`\``;
  });
  writeFileSync(join(root, name), text);
}

/** JSON as a person would break it: on one line what fits on one. */
export function printAnswer(value: unknown, indent = '', before = 0): string {
  const line = JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ');
  if (typeof value !== 'object' || value === null || indent.length + before + line.length <= 110) return line;
  const deeper = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((item) => `${deeper}${printAnswer(item, deeper)}`)
    : Object.entries(value).map(([key, item]) => {
        const name = `${JSON.stringify(key)}: `;
        return `${deeper}${name}${printAnswer(item, deeper, name.length)}`;
      });
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${parts.join(',\n')}\n${indent}${close}`;
}
