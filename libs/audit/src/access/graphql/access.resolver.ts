import { decodeCursor, pageOf, type Connection } from '@milepost/graphql';
import { ReadModels } from '@milepost/projection';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { listAccess } from '../access-query';
import { AccessLogArgs, AccessLogConnection, type AccessLogEntry } from './access.types';

const SCOPE = 'accessLog';

@Resolver()
export class AccessResolver {
  constructor(private readonly models: ReadModels) {}

  @Query(() => AccessLogConnection, {
    description: 'Who read what, newest first: every query and export, this one included.',
  })
  async accessLog(@Args() args: AccessLogArgs): Promise<Connection<AccessLogEntry>> {
    const { first, after } = args;
    const [at = '', id = ''] = after ? decodeCursor(SCOPE, after).map(String) : [];
    const rows = await listAccess(this.models.pool, { ...args, after: after ? [at, id] : null });
    return { ...pageOf(rows, { first, after, scope: SCOPE, keysOf: (row) => [row.at, row.id] }), totalCount: null };
  }
}
