import { Module } from '@nestjs/common';
import { PersonMutations } from './graphql/person.mutations';
import { PersonQueries } from './graphql/person.queries';
import { ResponsibleResolver } from './graphql/responsible.resolver';

/** What the slice adds to the GraphQL schema. */
export const directoryResolvers = [PersonMutations, PersonQueries, ResponsibleResolver] as const;

/** Natural persons, apart from events and read models. Needs `Directory` from a global module. */
@Module({ providers: [...directoryResolvers] })
export class DirectoryModule {}
