import { v5 as namedId } from 'uuid';

/** Namespace of the project ids that a register and its key make. */
const PROJECTS = '0d5b5f0a-6a35-4c53-9a6c-6c4b8a3e8f10';

/** The id of a register's project: the same in every edition. */
export function projectIdFor(register: string, key: string): string {
  return namedId(`${register}/${key}`, PROJECTS);
}
