import { EVENT_STORE, type EventStore } from '@milepost/event-store';
import {
  cataloguesOn,
  connectionTypes,
  decodeCursor,
  HistoryEvent,
  pageOf,
  provenanceAsOf,
  selects,
  type Connection,
} from '@milepost/graphql';
import { comparePositions, type AsOf } from '@milepost/lifecycle';
import { ReadModels, RuleEvents, StatePins, type Pin } from '@milepost/projection';
import { Inject } from '@nestjs/common';
import { Args, Info, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { HISTORY } from '../projection/tables';
import { countEvents, findEvents, type EventRequest } from '../query/event-query';
import { HistoryReader } from '../query/history-reader';
import { HistoryArgs, HistoryOrder } from './history.args';

export const { Connection: HistoryEventConnection } = connectionTypes(HistoryEvent, 'HistoryEvent', {
  reproducible: true,
});

/** Where "today" is reckoned for events of projects of several catalogues. */
const TIME_ZONE = 'Asia/Shanghai';

/** What is asked of, and up to where it is known. */
interface Known {
  readonly asOf: AsOf;
  readonly upTo: string;
  readonly pin: Pin | null;
}

@Resolver()
export class HistoryResolver {
  constructor(
    private readonly models: ReadModels,
    private readonly rules: RuleEvents,
    private readonly pins: StatePins,
    private readonly reader: HistoryReader,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  @Query(() => HistoryEventConnection, {
    description: 'What was recorded, event by event: both times, who, from where, why, and what it changed.',
  })
  async history(@Args() args: HistoryArgs, @Info() info: GraphQLResolveInfo): Promise<Connection<HistoryEvent>> {
    const { first, after, orderBy } = args;
    const known = await this.known(args, info);
    const scope = `history:${orderBy}`;
    const request = await this.requestOf(args, known, after ? decodeCursor(scope, after).map(String)[0] : null);
    const [places, totalCount, book] = await Promise.all([
      findEvents(this.models.pool, request),
      selects(info, 'totalCount') ? countEvents(this.models.pool, request) : null,
      this.rules.rulebook(known.asOf.knownAt),
    ]);
    const rows = await this.reader.tell(places, { ...known, book });
    const page = pageOf(rows, { first, after, scope, keysOf: ({ position }) => [position] });
    const { asOf, pin } = known;
    const provenance =
      pin && provenanceAsOf(info, { on: asOf.on, ...pin }, { catalogues: cataloguesOn(book, asOf.on) });
    return { ...page, totalCount, provenance };
  }

  private async known({ asOf: asked, atLeast }: HistoryArgs, info: GraphQLResolveInfo): Promise<Known> {
    const { position } = await this.models.reach(HISTORY, atLeast);
    const pin = selects(info, 'provenance') ? await this.pins.pin(HISTORY, asked?.knownAt) : null;
    const asOf = this.models.asOf(pin === null ? asked : { on: asked?.on, knownAt: pin.knownAt }, TIME_ZONE);
    if (pin !== null) return { asOf, pin, upTo: pin.position };
    const upTo = asOf.knownAt === null ? position : await this.store.positionAt(asOf.knownAt);
    return { asOf, pin, upTo: comparePositions(upTo, position) < 0 ? upTo : position };
  }

  private async requestOf(args: HistoryArgs, { upTo }: Known, after: string | null | undefined): Promise<EventRequest> {
    const { recordedFrom, recordedTo, orderBy, first } = args;
    const [above, below] = await Promise.all([
      recordedFrom ? this.positionBefore(recordedFrom) : '0',
      recordedTo ? this.positionBefore(recordedTo) : upTo,
    ]);
    return {
      filter: args,
      above,
      upTo: comparePositions(below, upTo) < 0 ? below : upTo,
      descending: orderBy === HistoryOrder.RECORDED_DESC,
      first,
      after,
    };
  }

  /** Position of the last event recorded before an instant: instants never decrease along positions. */
  private positionBefore(instant: string): Promise<string> {
    return this.store.positionAt(new Date(Date.parse(instant) - 1).toISOString());
  }
}
