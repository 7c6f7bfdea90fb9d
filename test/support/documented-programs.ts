import { documentText } from './documented';

/** A whole program in a document, under the name of the file that it belongs into. */
export interface DocumentedProgram {
  readonly file: string;
  readonly text: string;
}

const PROGRAM = /`([\w-]+\.\w+)`[^\n`]*\n+```\w+\n([\s\S]*?)```/g;

/** Every code block of a document that the name of its file stands above. */
export function documentedPrograms(name: string): DocumentedProgram[] {
  return [...documentText(name).matchAll(PROGRAM)].map(([, file = '', text = '']) => ({ file, text }));
}
