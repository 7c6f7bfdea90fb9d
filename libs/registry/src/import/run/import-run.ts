import { decideInTurn, type DecisionContext, type History, type Notice } from '@milepost/lifecycle';
import type { CommandMetadata, ExecuteRequest, ProjectLedger } from '../../ledger';
import type { ReadProject } from '../project/desired-project';
import { readEvents } from '../project/read-events';
import { readWide } from '../project/read-wide';
import { scopeOf } from '../project/scope';
import type { Source } from '../read/source';
import { absenceSteps } from '../reconcile/absence';
import type { Edition } from '../reconcile/provenance';
import { reconcile } from '../reconcile/reconcile';
import type { Step } from '../reconcile/step';
import type { RulesInForce } from './adopt-rules';
import type { ImportRequest } from './import-request';
import { inLanes } from './lanes';
import type { MissingProject } from './missing-projects';
import { projectIdFor } from './project-id';
import { Tally } from './report';
import type { Survey } from './survey';

/** Projects under way at once: enough for the store to commit many appends together. */
const LANES = 256;

/** One import of one file: read, decided and recorded, each project in one append. */
export class ImportRun {
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
  async leave(missing: readonly MissingProject[]): Promise<void> {
    const means = this.request.mapping.missing;
    for (const { projectId, key } of missing) {
      if (this.request.signal?.aborted === true) return;
      this.tally.totals.unlisted += 1;
      await this.execute(key, 0, projectId, (history, context) =>
        history === undefined ? [] : absenceSteps(history, means, this.edition, context),
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
      const done = (last?.steps ?? []).map(({ command }) => command);
      this.tally.took(done, outcome.warnings, line > 0);
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
