import type { EventStore } from '@milepost/event-store';
import { projectIdOf, type ProjectRegistered } from '@milepost/lifecycle';
import { ImportError } from '../import-error';
import { statedBy, type Edition } from '../reconcile/provenance';

export interface MissingProject {
  readonly projectId: string;
  readonly key: string;
}

/** So few may be missing from any edition, however small the register. */
const FEW = 20;

/**
 * Projects that earlier editions of a register brought and this one does not list.
 * @throws ImportError when most are missing and nobody has said that this is meant: then the file is hardly an edition
 */
export async function missingProjects(
  store: EventStore,
  { register, file }: Edition,
  listed: ReadonlySet<string>,
  meant: boolean,
): Promise<MissingProject[]> {
  const { missing, known } = await unlisted(store, register, listed);
  if (meant || missing.length < FEW || missing.length * 2 <= known) return missing;
  throw new ImportError(
    `of ${known} projects that earlier editions brought it lists only ${known - missing.length}: for an extract of a ` +
      'part, say --missing keep; for a whole edition, --missing withdraw or terminate',
    file,
  );
}

async function unlisted(
  store: EventStore,
  register: string,
  listed: ReadonlySet<string>,
): Promise<{ missing: MissingProject[]; known: number }> {
  const stated = statedBy(register);
  const missing: MissingProject[] = [];
  let known = 0;
  let after: string | undefined;
  for (;;) {
    const page = await store.readAll({ limit: 5_000, ...(after !== undefined && { after }) });
    for (const event of page) {
      if (event.type !== 'project.registered.v1' || !stated(event.metadata.source)) continue;
      const { external } = event.data as ProjectRegistered;
      const projectId = projectIdOf(event.stream);
      if (external?.register !== register || projectId === null) continue;
      known += 1;
      if (!listed.has(external.key)) missing.push({ projectId, key: external.key });
    }
    after = page.at(-1)?.position;
    if (after === undefined || page.length === 0) return { missing, known };
  }
}
