import { CommandBus } from '@nestjs/cqrs';
import { projectOf, type RequestContext } from '@milepost/graphql';
import {
  dayIn,
  summaryOn,
  timeZoneOf,
  type Clock,
  type History,
  type Notice,
  type ProjectCommand,
} from '@milepost/lifecycle';
import { ExecuteOnProject } from '../commands/execute-on-project';
import type { CommandMetadata, RulebookReader } from '../ledger';
import type { ProjectPayload } from './payloads';

interface Sent {
  readonly projectId: string;
  readonly idempotencyKey?: string | null;
  readonly ifRevision?: number | null;
}

/** Who says what comes over GraphQL. */
export function metadataOf({ caller }: RequestContext): CommandMetadata {
  return { actor: caller.actor, source: 'graphql', correlationId: caller.correlationId };
}

export const refused = (...userErrors: Notice[]): ProjectPayload => ({
  project: null,
  position: null,
  userErrors,
  warnings: [],
});

/** Sends commands over the bus and answers with the project as it is after them. */
export class ProjectCommands {
  constructor(
    private readonly bus: CommandBus,
    private readonly rules: RulebookReader,
    private readonly clock: Clock,
  ) {}

  /** @param catalogue the one that a new project is to follow */
  async send(
    command: ProjectCommand,
    sent: Sent,
    context: RequestContext,
    catalogue?: string,
  ): Promise<ProjectPayload> {
    const outcome = await this.bus.execute(
      new ExecuteOnProject({
        projectId: sent.projectId,
        commands: [command],
        metadata: metadataOf(context),
        ...(catalogue !== undefined && { catalogue }),
        ...(sent.idempotencyKey && { idempotencyKey: sent.idempotencyKey }),
        ...(typeof sent.ifRevision === 'number' && { ifRevision: sent.ifRevision }),
      }),
    );
    if (!outcome.accepted) return refused(...outcome.errors);
    const { history, position, warnings } = outcome;
    return { project: await this.projectAfter(history), position, userErrors: [], warnings };
  }

  /** Told from the events just written: the view that serves queries may be a moment behind. */
  private async projectAfter(history: History): Promise<ProjectPayload['project']> {
    const code = history.registration.catalogue.code;
    const book = await this.rules.withCatalogue(code);
    const asOf = { on: dayIn(timeZoneOf(book, code) ?? 'UTC', this.clock.now()), knownAt: null };
    const summary = summaryOn(history, book, asOf.on);
    return summary === undefined ? null : { ...projectOf(summary, asOf), history, rulebook: book };
  }
}
