import { decodeCursor, pageOf, projectOf, selects, type Connection } from '@milepost/graphql';
import { ReadModels, summaryOf } from '@milepost/projection';
import { Args, Info, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { countFlags, flagRows, type FlagCursor } from '../query/flag-query';
import { FlagReader } from '../query/flag-reader';
import { FlagArgs } from './flag.args';
import { flagOf } from './flag-of';
import { FlaggedProjectConnection, type FlaggedProject } from './flag.types';
import { provenanceOfFlags } from './provenance-of-flags';

const SCOPE = 'integrity-flags';

@Resolver()
export class FlagLedgerResolver {
  constructor(
    private readonly flags: FlagReader,
    private readonly models: ReadModels,
  ) {}

  @Query(() => FlaggedProjectConnection, {
    description: 'The ledger of integrity flags (疑点台账): the rows behind every count, those since lately first.',
  })
  async integrityFlags(@Args() args: FlagArgs, @Info() info: GraphQLResolveInfo): Promise<Connection<FlaggedProject>> {
    const { first, after, filter, rule: only, explained } = args;
    const subject = await this.flags.subject({ ...args, pinned: selects(info, 'provenance') });
    const { rules, asOf } = subject;
    const cursor = after ? (decodeCursor(SCOPE, after).map(String) as unknown as FlagCursor) : null;
    const request = { rules, asOf, filter, only, explained, first, after: cursor };
    const [rows, totalCount] = await Promise.all([
      flagRows(this.models.pool, request),
      selects(info, 'totalCount') ? countFlags(this.models.pool, request) : null,
    ]);
    const listed = rows.map((row) => ({
      project: projectOf(summaryOf(row), asOf),
      flag: flagOf(row, subject),
      keys: [row.since, row.project_id, row.rule, row.subject],
    }));
    const page = pageOf(listed, { first, after, scope: SCOPE, keysOf: ({ keys }) => keys });
    return { ...page, totalCount, provenance: provenanceOfFlags(info, subject) };
  }
}
