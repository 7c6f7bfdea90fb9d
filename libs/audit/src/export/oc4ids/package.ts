import type { ExportState, SelectedProject } from '../selected-projects';
import { ExportError } from '../export-error';
import { oc4idsProject } from './project';

/** Who publishes a package, and under which names. */
export interface Publication {
  /** Project identifier prefix, as `oc4ids-bu3kcz`. */
  readonly prefix: string;
  readonly publisher: string;
}

/** A package of projects (OC4IDS 0.9), project by project. @throws ExportError when there is none */
export async function* oc4idsPackage(
  projects: AsyncIterable<SelectedProject>,
  state: ExportState,
  { prefix, publisher }: Publication,
  publishedAt: string,
): AsyncGenerator<string> {
  let first = true;
  for await (const project of projects) {
    if (first) {
      const head = {
        version: '0.9',
        uri: `urn:milepost:oc4ids:${encodeURIComponent(prefix)}:${state.upTo}:${state.asOf.on}`,
        publishedDate: publishedAt,
        publisher: { name: publisher },
      };
      yield `${JSON.stringify(head).slice(0, -1)},"projects":[\n`;
    }
    yield `${first ? '' : ',\n'}${JSON.stringify(oc4idsProject(project, state, prefix))}`;
    first = false;
  }
  if (first) throw new ExportError('no project was known then that the selection asks for');
  yield '\n]}\n';
}
