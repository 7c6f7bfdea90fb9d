import { decodeCursor, pageOf, provenanceOf, selects, type Connection } from '@milepost/graphql';
import { ReadModels, StatePins, type Pin } from '@milepost/projection';
import { Args, Info, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { HISTORY } from '../../history/projection/tables';
import { listAccess } from '../access-query';
import { afterLastEntry, settled, unsettled } from '../settled-entries';
import { AccessLogArgs, AccessLogConnection, type AccessLogEntry } from './access.types';

const SCOPE = 'accessLog';

@Resolver()
export class AccessResolver {
  constructor(
    private readonly models: ReadModels,
    private readonly pins: StatePins,
  ) {}

  @Query(() => AccessLogConnection, {
    description: 'Who read what, newest first: every query and export, this one included.',
  })
  async accessLog(@Args() args: AccessLogArgs, @Info() info: GraphQLResolveInfo): Promise<Connection<AccessLogEntry>> {
    const { first, after } = args;
    const pin = selects(info, 'provenance') ? await this.pin(args.to) : null;
    const [at = '', id = ''] = after ? decodeCursor(SCOPE, after).map(String) : [];
    const to = pin?.knownAt ?? args.to;
    const rows = await listAccess(this.models.pool, { ...args, to, after: after ? [at, id] : null });
    const page = pageOf(rows, { first, after, scope: SCOPE, keysOf: (row) => [row.at, row.id] });
    const provenance = pin && provenanceOf(info, { on: null, ...pin }, {}, { to: pin.knownAt });
    return { ...page, totalCount: null, provenance };
  }

  /** The instant before which the log is shown, once it holds all that it will ever hold of before it. */
  private async pin(to: string | null | undefined): Promise<Pin> {
    const { pool } = this.models;
    const now = await afterLastEntry(pool);
    const instant = to && to < now ? to : now;
    await settled(pool, instant);
    const pin = await this.pins.pin(HISTORY, instant);
    if (pin.knownAt !== instant) throw unsettled();
    return pin;
  }
}
