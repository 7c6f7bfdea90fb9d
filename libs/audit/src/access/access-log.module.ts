import { Module } from '@nestjs/common';
import { AccessResolver } from './graphql/access.resolver';

/** What the access log adds to the GraphQL schema. */
export const accessLogResolvers = [AccessResolver] as const;

/** The access log as auditors query it. Needs `ReadModels` and `StatePins` from a global module, and the log opened in its database. */
@Module({ providers: [...accessLogResolvers] })
export class AccessLogModule {}
