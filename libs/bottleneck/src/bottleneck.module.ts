import { Module } from '@nestjs/common';
import { EVENT_STORE, type EventStore } from '@milepost/event-store';
import { ReadModels, RuleEvents, StatePins } from '@milepost/projection';
import { ComparisonReader } from './comparison/comparison-reader';
import { ComparisonResolver } from './comparison/comparison.resolver';
import { BoardResolver } from './graphql/board.resolver';
import { CaseResolver } from './graphql/case.resolver';
import { RulesetResolver } from './graphql/ruleset.resolver';
import { BOTTLENECK } from './projection/tables';
import { BoardReader } from './query/board-reader';

/** What the slice adds to the GraphQL schema. */
export const bottleneckResolvers = [BoardResolver, CaseResolver, RulesetResolver, ComparisonResolver] as const;

/** The 五未 boards and their ledgers. Needs `ReadModels`, `StatePins` and `EVENT_STORE` from a global module. */
@Module({
  providers: [
    ...bottleneckResolvers,
    {
      provide: RuleEvents,
      useFactory: (models: ReadModels) => new RuleEvents(models.pool, BOTTLENECK),
      inject: [ReadModels],
    },
    {
      provide: BoardReader,
      useFactory: (models: ReadModels, rules: RuleEvents, pins: StatePins) => new BoardReader(models, rules, pins),
      inject: [ReadModels, RuleEvents, StatePins],
    },
    {
      provide: ComparisonReader,
      useFactory: (models: ReadModels, rules: RuleEvents, store: EventStore) =>
        new ComparisonReader(models, rules, store),
      inject: [ReadModels, RuleEvents, EVENT_STORE],
    },
  ],
})
export class BottleneckModule {}
