import { Module } from '@nestjs/common';
import { ReadModels, RuleEvents } from '@milepost/projection';
import { BoardResolver } from './graphql/board.resolver';
import { CaseResolver } from './graphql/case.resolver';
import { BOTTLENECK } from './projection/tables';
import { BoardReader } from './query/board-reader';

/** The 五未 boards and their ledgers. Needs `ReadModels` from a global module. */
@Module({
  providers: [
    BoardResolver,
    CaseResolver,
    {
      provide: BoardReader,
      useFactory: (models: ReadModels) => new BoardReader(models, new RuleEvents(models.pool, BOTTLENECK)),
      inject: [ReadModels],
    },
  ],
})
export class BottleneckModule {}
