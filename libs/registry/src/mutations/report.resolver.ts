import { CommandBus } from '@nestjs/cqrs';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { present, type RequestContext } from '@milepost/graphql';
import { PublishReport } from '../commands/publish-report';
import { PublishReportPayload } from './payloads';
import { metadataOf } from './project-commands';
import { PublishReportInput } from './report.input';

@Resolver()
export class ReportMutations {
  constructor(private readonly bus: CommandBus) {}

  @Mutation(() => PublishReportPayload, {
    description: "Records that a month's report was published (发布月报): once, and what it said stays said.",
  })
  async publishReport(
    @Args('input') input: PublishReportInput,
    @Context() context: RequestContext,
  ): Promise<PublishReportPayload> {
    const { month, ruleset: code, rulesetVersion: version, sha256, asOf, idempotencyKey, ifRevision } = input;
    const report = { month, ruleset: { code, version }, sha256, asOf: { on: asOf.on, knownAt: asOf.knownAt } };
    const options = { metadata: metadataOf(context), ...present({ idempotencyKey, ifRevision }) };
    const outcome = await this.bus.execute(new PublishReport({ report, ...options }));
    if (!outcome.accepted) return { month: null, position: null, userErrors: outcome.errors, warnings: [] };
    return { month, position: outcome.position, userErrors: [], warnings: outcome.warnings };
  }
}
