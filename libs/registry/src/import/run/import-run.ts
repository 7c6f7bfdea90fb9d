import { performance } from 'node:perf_hooks';
import type { EventStore } from '@milepost/event-store';
import { decideInTurn, type Clock, type DecisionContext, type History, type Notice } from '@milepost/lifecycle';
import { v5 as namedId } from 'uuid';
import { ProjectLedger, type CommandMetadata, type ExecuteRequest } from '../../ledger';
import { caseColumnsAsked, columnsAsked } from '../mapping/columns';
import type { Mapping } from '../mapping/mapping';
import type { ReadProject } from '../project/desired-project';
import { readEvents } from '../project/read-events';
import { readWide } from '../project/read-wide';
import { scopeOf } from '../project/scope';
import { openSource, type Source } from '../read/source';
import { absenceSteps } from '../reconcile/absence';
import { sourceOf, type Edition } from '../reconcile/provenance';
import { reconcile } from '../reconcile/reconcile';
import type { Step } from '../reconcile/step';
import { adoptRules, type RulesInForce } from './adopt-rules';
import { HeldRulebook } from './held-rulebook';
import { inLanes } from './lanes';
import { missingProjects } from './missing-projects';
import { Rehearsal } from './rehearsal';
import { Tally, type ImportReport } from './report';
import { survey, type Survey } from './survey';

/** Namespace of the project ids that a register and its key make. */
const PROJECTS = '0d5b5f0a-6a35-4c53-9a6c-6c4b8a3e8f10';
/** Projects under way at once: enough for the store to commit many appends together. */
const LANES = 256;

export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly refused: number;
}

export interface ImportRequest {
  readonly file: string;
  readonly mapping: Mapping;
  readonly store: EventStore;
  readonly clock: Clock;
  /** Decides everything and writes nothing. */
  readonly dryRun?: boolean;
  readonly lanes?: number;
  readonly onProgress?: (progress: Progress) => void;
  /** Ends the run in order after the projects under way. */
  readonly signal?: AbortSignal;
}

/** The id of a register's project: the same in every edition. */
export function projectIdFor(register: string, key: string): string {
  return namedId(`${register}/${key}`, PROJECTS);
}

/** One import of one file: read, decided and recorded, each project in one append. */
class ImportRun {
  private readonly tally = new Tally();
  private done = 0;

  constructor(
    private readonly request: ImportRequest,
    private readonly source: Source,
    private readonly cases: Source | null,
    private readonly edition: Edition,
    private readonly ledger: ProjectLedger,
    private readonly metadata: CommandMetadata,
  ) {}

  async run(rules: RulesInForce, file: Survey, cases: Survey | null): Promise<Tally> {
    const { signal, lanes = LANES } = this.request;
    this.tally.totals.rows = file.rows;
    const total =
      this.request.mapping.course.format === 'wide' ? file.rows : new Set([...file.keys, ...(cases?.keys ?? [])]).size;
    const projects = this.projects(rules, this.request.mapping.course.format === 'wide' ? file : cases);
    await inLanes(untilAborted(projects, signal), lanes, async (project) => {
      await this.take(project);
      this.done += 1;
      this.request.onProgress?.({ done: this.done, total, refused: this.tally.totals.refused });
    });
    return this.tally;
  }

  private projects(rules: RulesInForce, keyed: Survey | null): AsyncIterable<ReadProject> {
    const { mapping } = this.request;
    const context = { mapping, catalogue: rules.catalogue, today: rules.today };
    const repeated = keyed?.repeated ?? new Map<string, readonly number[]>();
    const scope = scopeOf(mapping);
    return mapping.course.format === 'wide'
      ? readWide(this.source, mapping.course, scope, repeated, context)
      : readEvents(this.source, this.cases, mapping.course, scope, repeated, context);
  }

  private async take({ key, line, project, complaints, warnings }: ReadProject): Promise<void> {
    this.tally.totals.projects += 1;
    if (project === null || key === null) {
      this.tally.totals.refused += 1;
      this.tally.add('refused', key, complaints);
      return;
    }
    const projectId = projectIdFor(this.edition.register, key);
    const accepted = await this.execute(key, line, projectId, (history, context) =>
      reconcile(history, project, { projectId, key }, this.edition, context),
    );
    if (accepted) this.tally.add('warning', key, warnings);
  }

  /** Lets go of the projects that the register no longer lists. */
  async leave(missing: readonly { projectId: string; key: string }[]): Promise<void> {
    for (const { projectId, key } of missing) {
      if (this.request.signal?.aborted === true) return;
      await this.execute(key, 0, projectId, (history, context) =>
        history === undefined ? [] : absenceSteps(history, this.request.mapping.missing, this.edition, context),
      );
    }
  }

  private async execute(
    key: string,
    line: number,
    projectId: string,
    steps: (history: History | undefined, context: DecisionContext) => readonly Step[],
  ): Promise<boolean> {
    let last: { steps: readonly Step[]; history: History | undefined; context: DecisionContext } | undefined;
    const commands: ExecuteRequest['commands'] = (history, context) => {
      last = { steps: steps(history, context), history, context };
      return last.steps.map(({ command }) => command);
    };
    const catalogue = this.request.mapping.catalogue.code;
    const outcome = await this.ledger.execute({ projectId, commands, catalogue, metadata: this.metadata });
    if (outcome.accepted) {
      this.tally.took(
        (last?.steps ?? []).map(({ command }) => command),
        outcome.warnings,
      );
      return true;
    }
    const culprit = last === undefined ? undefined : culpritOf(last.steps, projectId, last.history, last.context);
    const column = culprit?.column ?? null;
    const complaint = (notice: Notice) => ({ line, column, value: culprit?.on ?? null, notice });
    this.tally.totals.refused += 1;
    this.tally.add('refused', key, outcome.errors.map(complaint));
    return false;
  }
}

/** The first command that is refused: decided once more, because a refusal does not say which it was. */
function culpritOf(
  steps: readonly Step[],
  projectId: string,
  history: History | undefined,
  context: DecisionContext,
): Step | undefined {
  return steps.find((_, index) => {
    const commands = steps.slice(0, index + 1).map(({ command }) => command);
    return !decideInTurn(commands, projectId, history, context).accepted;
  });
}

async function* untilAborted<Item>(items: AsyncIterable<Item>, signal: AbortSignal | undefined): AsyncGenerator<Item> {
  for await (const item of items) {
    if (signal?.aborted === true) return;
    yield item;
  }
}

async function openCases({ mapping }: ImportRequest): Promise<Source | null> {
  const { course } = mapping;
  if (course.format === 'wide' || course.cases === null) return null;
  return openSource(course.cases.path, { ...course.cases.table, columns: caseColumnsAsked(mapping) });
}

/**
 * Imports a file of a register. Each project's changes are one append; the same file again adds nothing, a newer edition
 * the differences; a run that was cut off is completed by running it again.
 * @throws ImportError when the file or its mapping can't be worked with as a whole: nothing has been written then
 * @throws EventStoreUnavailable when the store is lost on the way
 */
export async function importFile(request: ImportRequest): Promise<ImportReport> {
  const began = performance.now();
  const { mapping, clock, dryRun = false, signal } = request;
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
  const metadata = { actor: 'import', source: sourceOf(edition) };
  const store = dryRun ? new Rehearsal(request.store, clock) : request.store;
  const rules = await adoptRules(mapping, store, clock, metadata);
  const ledger = new ProjectLedger(store, new HeldRulebook(store), clock);
  const run = new ImportRun(request, source, cases, edition, ledger, metadata);
  const tally = await run.run(rules, surveys.file, surveys.cases);
  if (mapping.missing !== 'keep' && signal?.aborted !== true) {
    const listed = new Set([...surveys.file.keys, ...(surveys.cases?.keys ?? [])]);
    await run.leave(await missingProjects(store, mapping.register, listed));
  }
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
