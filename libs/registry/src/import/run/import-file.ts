import { performance } from 'node:perf_hooks';
import { ProjectLedger } from '../../ledger';
import { caseColumnsAsked, columnsAsked } from '../mapping/columns';
import { openSource, type Source } from '../read/source';
import { sourceOf, type Edition } from '../reconcile/provenance';
import { adoptRules } from './adopt-rules';
import { HeldRulebook } from './held-rulebook';
import type { ImportRequest } from './import-request';
import { ImportRun } from './import-run';
import { missingProjects, type MissingProject } from './missing-projects';
import { Rehearsal } from './rehearsal';
import type { ImportReport } from './report';
import { survey, type Survey } from './survey';

async function openCases({ mapping }: ImportRequest): Promise<Source | null> {
  const { course } = mapping;
  if (course.format === 'wide' || course.cases === null) return null;
  return openSource(course.cases.path, { ...course.cases.table, columns: caseColumnsAsked(mapping) });
}

/** What earlier editions brought and this one leaves out, where that means anything. */
async function missingFrom(
  { store, mapping, missing }: ImportRequest,
  edition: Edition,
  surveys: readonly (Survey | null)[],
): Promise<readonly MissingProject[]> {
  if (mapping.missing === 'keep') return [];
  const listed = new Set(surveys.flatMap((each) => [...(each?.keys ?? [])]));
  return missingProjects(store, edition, listed, missing !== undefined);
}

/**
 * Imports a file of a register. Each project's changes are one append; the same file again adds nothing, a newer edition
 * the differences; a run that was cut off is completed by running it again.
 * @throws ImportError when the file or its mapping can't be worked with as a whole: nothing has been written then
 * @throws EventStoreUnavailable when the store is lost on the way
 */
export async function importFile(asked: ImportRequest): Promise<ImportReport> {
  const began = performance.now();
  const mapping = asked.missing === undefined ? asked.mapping : { ...asked.mapping, missing: asked.missing };
  const request = { ...asked, mapping };
  const { clock, dryRun = false, signal } = request;
  const source = await openSource(request.file, { ...mapping.table, columns: columnsAsked(mapping) });
  const cases = await openCases(request);
  const surveys = {
    file: await survey(source, mapping.key),
    cases:
      cases === null || mapping.course.format === 'wide' || mapping.course.cases === null
        ? null
        : await survey(cases, mapping.course.cases.key),
  };
  const edition = { register: mapping.register, file: source.name, sha256: source.sha256 };
  const missing = await missingFrom(request, edition, [surveys.file, surveys.cases]);
  const metadata = { actor: 'import', source: sourceOf(edition) };
  const store = dryRun ? new Rehearsal(request.store, clock) : request.store;
  const rules = await adoptRules(mapping, store, clock, metadata);
  const ledger = new ProjectLedger(store, new HeldRulebook(store), clock);
  const run = new ImportRun(request, source, cases, edition, ledger, metadata);
  const tally = await run.run(rules, surveys.file, surveys.cases);
  await run.leave(missing);
  return {
    file: source.name,
    sha256: source.sha256,
    register: mapping.register,
    dryRun,
    interrupted: signal?.aborted === true,
    adopted: rules.adopted,
    totals: tally.totals,
    entries: tally.entries,
    entriesLeftOut: tally.entriesLeftOut,
    noticed: tally.noticed,
    seconds: (performance.now() - began) / 1000,
  };
}
