import { EVENT_STORE, type EventStore } from '@milepost/event-store';
import { AssumedItems, Project, type RequestContext } from '@milepost/graphql';
import { projectStream, type History } from '@milepost/lifecycle';
import { ReadModels, RuleEvents } from '@milepost/projection';
import { Inject } from '@nestjs/common';
import { Args, Context, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import DataLoader from 'dataloader';
import { readHistories } from '../query/history-query';
import { eventOf, ProjectEvent } from './event.types';
import { EventsArgs } from './project.args';
import { timelineOf } from './timeline-of';
import { TimelineEntry } from './timeline.types';

const HISTORIES = Symbol('histories');

interface Known {
  readonly id: string;
  readonly knownAt: string | null;
}

/** What is lazy of a project: asked for in a list, it is read for the whole page at once. */
@Resolver(() => Project)
export class TimelineResolver {
  constructor(
    private readonly models: ReadModels,
    private readonly rules: RuleEvents,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  @AssumedItems(20)
  @ResolveField(() => [TimelineEntry], {
    description: 'Every milestone of its lifecycle, on the day and as known at the instant asked for.',
  })
  async timeline(@Parent() project: Project, @Context() context: RequestContext): Promise<TimelineEntry[]> {
    const history = await this.historyOf(project, context);
    if (history === null) return [];
    return timelineOf(history, project.rulebook ?? (await this.rules.rulebook(project.asOf.knownAt)), project.asOf);
  }

  @ResolveField(() => Int, {
    description: 'Revision of its last event; hand it back as `ifRevision` to change only what you saw.',
  })
  async revision(@Parent() project: Project, @Context() context: RequestContext): Promise<number> {
    return (await this.historyOf(project, context))?.revision ?? -1;
  }

  @ResolveField(() => [ProjectEvent], { description: 'The events behind it, in order, up to the instant asked for.' })
  async events(@Parent() { id, asOf }: Project, @Args() { first, afterRevision }: EventsArgs): Promise<ProjectEvent[]> {
    const from = (afterRevision ?? -1) + 1;
    const events = await this.store.readStream(projectStream(id), { from, limit: first });
    return events.filter(({ recordedAt }) => asOf.knownAt === null || recordedAt <= asOf.knownAt).map(eventOf);
  }

  private historyOf({ id, asOf, history }: Project, { loaders }: RequestContext): Promise<History | null> {
    if (history !== undefined) return Promise.resolve(history);
    const loader = loaders.get<Known, History | null>(
      HISTORIES,
      () =>
        new DataLoader((keys) => this.load(keys), {
          cacheKeyFn: ({ id: key, knownAt }) => `${key}@${knownAt}` as never,
        }),
    );
    return loader.load({ id, knownAt: asOf.knownAt });
  }

  private async load(keys: readonly Known[]): Promise<(History | null)[]> {
    const instants = [...new Set(keys.map(({ knownAt }) => knownAt))];
    const found = new Map<string, History | null>();
    for (const instant of instants) {
      const ids = keys.filter(({ knownAt }) => knownAt === instant).map(({ id }) => id);
      const histories = await readHistories(this.models.pool, ids, instant);
      for (const [index, id] of ids.entries()) found.set(`${id}@${instant}`, histories[index] ?? null);
    }
    return keys.map(({ id, knownAt }) => found.get(`${id}@${knownAt}`) ?? null);
  }
}
