import { decodeCursor, pageOf, PageArgs, selects, type Connection, type RequestContext } from '@milepost/graphql';
import { Args, Context, Info, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { CheckpointLog } from '../log/checkpoint-log';
import { Checkpoint, CheckpointConnection, IssueCheckpointPayload } from './checkpoint.types';

@Resolver()
export class CheckpointResolver {
  constructor(private readonly log: CheckpointLog) {}

  @Query(() => Checkpoint, {
    nullable: true,
    description: 'The newest checkpoint, or the one of a size; null where there is none.',
  })
  async checkpoint(
    @Args('size', { type: () => Int, nullable: true, description: 'Exactly so many events.' }) size?: number | null,
  ): Promise<Checkpoint | null> {
    const { checkpoints } = this.log;
    return typeof size === 'number' ? checkpoints.ofSize(size) : checkpoints.latest();
  }

  @Query(() => CheckpointConnection, { description: 'All checkpoints, the newest first.' })
  async checkpoints(@Args() args: PageArgs, @Info() info: GraphQLResolveInfo): Promise<Connection<Checkpoint>> {
    const { checkpoints } = this.log;
    const scope = `checkpoints:${checkpoints.origin}`;
    const before = args.after ? Number(decodeCursor(scope, args.after)[0]) : undefined;
    const rows = await checkpoints.page(args.first + 1, before);
    const page = pageOf(rows, { ...args, scope, keysOf: ({ revision }) => [revision] });
    return { ...page, totalCount: selects(info, 'totalCount') ? await checkpoints.count() : null };
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
