import { decodeCursor, pageOf, selects, type Connection, type RequestContext } from '@milepost/graphql';
import { Args, Context, Info, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { CheckpointLog } from '../log/checkpoint-log';
import { CheckpointArgs, CheckpointsArgs } from './checkpoint.args';
import { Checkpoint, CheckpointConnection, IssueCheckpointPayload } from './checkpoint.types';
import { LogPins } from './log-pins';

@Resolver()
export class CheckpointResolver {
  constructor(
    private readonly log: CheckpointLog,
    private readonly pins: LogPins,
  ) {}

  @Query(() => Checkpoint, {
    nullable: true,
    description: 'The newest checkpoint, or the one of a size; null where there is none.',
  })
  async checkpoint(@Args() args: CheckpointArgs, @Info() info: GraphQLResolveInfo): Promise<Checkpoint | null> {
    const { checkpoints } = this.log;
    const { knownAt, provenance } = await this.pins.known(info, args.knownAt);
    const { size } = args;
    const found = await (typeof size === 'number' ? checkpoints.ofSize(size, knownAt) : checkpoints.latest(knownAt));
    return found && { ...found, provenance };
  }

  @Query(() => CheckpointConnection, { description: 'All checkpoints, the newest first.' })
  async checkpoints(@Args() args: CheckpointsArgs, @Info() info: GraphQLResolveInfo): Promise<Connection<Checkpoint>> {
    const { checkpoints } = this.log;
    const { knownAt, provenance } = await this.pins.known(info, args.knownAt);
    const scope = `checkpoints:${checkpoints.origin}`;
    const before = args.after ? Number(decodeCursor(scope, args.after)[0]) : undefined;
    const rows = await checkpoints.page(args.first + 1, { before, knownAt });
    const page = pageOf(rows, { ...args, scope, keysOf: ({ revision }) => [revision] });
    const totalCount = selects(info, 'totalCount') ? await checkpoints.count(knownAt) : null;
    return { ...page, totalCount, provenance };
  }

  @Query(() => String, {
    nullable: true,
    description:
      'The public key by which checkpoints are verified now (vkey of C2SP signed-note); null where none is configured. ' +
      'Get it from the operator by another way too.',
  })
  verifierKey(): string | null {
    return this.log.verifierKey;
  }

  @Mutation(() => IssueCheckpointPayload, {
    description: 'Signs what the store holds now. Where only checkpoints have come since the last one, answers that.',
  })
  async issueCheckpoint(@Context() { req }: RequestContext): Promise<IssueCheckpointPayload> {
    const outcome = await this.log.issue({ actor: 'local', source: 'graphql', correlationId: String(req.id) });
    if (!outcome.accepted) return { checkpoint: null, position: null, userErrors: [outcome.error], warnings: [] };
    const { checkpoint } = outcome;
    return { checkpoint, position: checkpoint.position, userErrors: [], warnings: [] };
  }
}
