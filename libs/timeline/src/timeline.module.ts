import { ReadModels, RuleEvents } from '@milepost/projection';
import { Module } from '@nestjs/common';
import { CatalogueResolver } from './graphql/catalogue.resolver';
import { ProjectResolver } from './graphql/project.resolver';
import { TimelineResolver } from './graphql/timeline.resolver';
import { TIMELINE } from './projection/tables';

/** What the slice adds to the GraphQL schema. */
export const timelineResolvers = [ProjectResolver, TimelineResolver, CatalogueResolver] as const;

/** Projects and their timelines. Needs `ReadModels`, `StatePins` and `EVENT_STORE` from a global module. */
@Module({
  providers: [
    ...timelineResolvers,
    {
      provide: RuleEvents,
      useFactory: (models: ReadModels) => new RuleEvents(models.pool, TIMELINE),
      inject: [ReadModels],
    },
  ],
})
export class TimelineModule {}
