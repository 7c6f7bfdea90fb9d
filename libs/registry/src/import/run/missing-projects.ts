import type { EventStore } from '@milepost/event-store';
import { projectIdOf, type ProjectRegistered } from '@milepost/lifecycle';
import { statedBy } from '../reconcile/provenance';

/** Projects that earlier editions of a register brought and this one does not list. */
export async function missingProjects(
  store: EventStore,
  register: string,
  listed: ReadonlySet<string>,
): Promise<{ projectId: string; key: string }[]> {
  const stated = statedBy(register);
  const missing: { projectId: string; key: string }[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await store.readAll({ limit: 5_000, ...(after !== undefined && { after }) });
    for (const event of page) {
      if (event.type !== 'project.registered.v1' || !stated(event.metadata.source)) continue;
      const { external } = event.data as ProjectRegistered;
      const projectId = projectIdOf(event.stream);
      if (external?.register !== register || projectId === null || listed.has(external.key)) continue;
      missing.push({ projectId, key: external.key });
    }
    after = page.at(-1)?.position;
    if (after === undefined || page.length === 0) return missing;
  }
}
