import { Module } from '@nestjs/common';
import { ReadModels, RuleEvents, StatePins } from '@milepost/projection';
import { BoardResolver } from './graphql/board.resolver';
import { CaseResolver } from './graphql/case.resolver';
import { RulesetResolver } from './graphql/ruleset.resolver';
import { BOTTLENECK } from './projection/tables';
import { BoardReader } from './query/board-reader';

/** What the slice adds to the GraphQL schema. */
export const bottleneckResolvers = [BoardResolver, CaseResolver, RulesetResolver] as const;

/** The 五未 boards and their ledgers. Needs `ReadModels` and `StatePins` from a global module. */
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
  ],
})
export class BottleneckModule {}
