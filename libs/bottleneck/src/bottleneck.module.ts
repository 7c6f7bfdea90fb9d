import { Module } from '@nestjs/common';
import { ReadModels, RuleEvents } from '@milepost/projection';
import { BoardResolver } from './graphql/board.resolver';
import { CaseResolver } from './graphql/case.resolver';
import { BOTTLENECK } from './projection/tables';
import { BoardReader } from './query/board-reader';

/** What the slice adds to the GraphQL schema. */
export const bottleneckResolvers = [BoardResolver, CaseResolver] as const;

/** The 五未 boards and their ledgers. Needs `ReadModels` from a global module. */
@Module({
  providers: [
    ...bottleneckResolvers,
    {
      provide: BoardReader,
      useFactory: (models: ReadModels) => new BoardReader(models, new RuleEvents(models.pool, BOTTLENECK)),
      inject: [ReadModels],
    },
  ],
})
export class BottleneckModule {}
