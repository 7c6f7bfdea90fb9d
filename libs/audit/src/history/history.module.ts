import { EVENT_STORE, type EventStore } from '@milepost/event-store';
import { ReadModels, RuleEvents } from '@milepost/projection';
import { Module } from '@nestjs/common';
import { HistoryResolver } from './graphql/history.resolver';
import { HISTORY } from './projection/tables';
import { HistoryReader } from './query/history-reader';

/** What the slice adds to the GraphQL schema. */
export const historyResolvers = [HistoryResolver] as const;

/** The history of all that was recorded. Needs `ReadModels`, `StatePins` and `EVENT_STORE` from a global module. */
@Module({
  providers: [
    ...historyResolvers,
    {
      provide: RuleEvents,
      useFactory: (models: ReadModels) => new RuleEvents(models.pool, HISTORY),
      inject: [ReadModels],
    },
    {
      provide: HistoryReader,
      useFactory: (store: EventStore) => new HistoryReader(store),
      inject: [EVENT_STORE],
    },
  ],
})
export class HistoryModule {}
