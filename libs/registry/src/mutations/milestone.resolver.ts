import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { present, type RequestContext } from '@milepost/graphql';
import type { EvidenceDocument } from '@milepost/lifecycle';
import {
  CommitScheduleInput,
  CorrectMilestoneInput,
  EvidenceDocumentInput,
  MarkMilestoneNotApplicableInput,
  RecordMilestoneInput,
  WithdrawMilestoneInput,
} from './milestone.input';
import {
  CommitSchedulePayload,
  CorrectMilestonePayload,
  MarkMilestoneNotApplicablePayload,
  RecordMilestonePayload,
  WithdrawMilestonePayload,
  type ProjectPayload,
} from './payloads';
import { ProjectCommands } from './project-commands';

const documentOf = (input: EvidenceDocumentInput | null | undefined): { document?: EvidenceDocument } =>
  input ? { document: present(input) } : {};

@Resolver()
export class MilestoneMutations {
  constructor(private readonly commands: ProjectCommands) {}

  @Mutation(() => RecordMilestonePayload, { description: 'Records that a milestone has happened (登记节点).' })
  async recordMilestone(
    @Args('input') input: RecordMilestoneInput,
    @Context() context: RequestContext,
  ): Promise<ProjectPayload> {
    const { milestone, occurredOn, document, validUntil, note, repeat } = input;
    const command = {
      type: 'recordMilestone' as const,
      milestone,
      occurredOn,
      ...documentOf(document),
      ...present({ validUntil, note }),
      repeat: repeat ?? false,
    };
    return this.commands.send(command, input, context);
  }

  @Mutation(() => CorrectMilestonePayload, { description: 'Puts a recorded milestone right (更正).' })
  async correctMilestone(
    @Args('input') input: CorrectMilestoneInput,
    @Context() context: RequestContext,
  ): Promise<ProjectPayload> {
    const { milestone, eventId, occurredOn, document, validUntil, reason } = input;
    const command = {
      type: 'correctMilestone' as const,
      milestone,
      occurredOn,
      ...present({ eventId: eventId?.toLowerCase() }),
      ...documentOf(document),
      ...(validUntil !== undefined && { validUntil }),
      reason,
    };
    return this.commands.send(command, input, context);
  }

  @Mutation(() => WithdrawMilestonePayload, {
    description: 'Takes a recorded milestone, or its being not applicable, back (撤回).',
  })
  async withdrawMilestone(
    @Args('input') input: WithdrawMilestoneInput,
    @Context() context: RequestContext,
  ): Promise<ProjectPayload> {
    const { milestone, eventId, reason } = input;
    return this.commands.send(
      { type: 'withdrawMilestone', milestone, ...present({ eventId: eventId?.toLowerCase() }), reason },
      input,
      context,
    );
  }

  @Mutation(() => MarkMilestoneNotApplicablePayload, {
    description: 'States that a milestone does not belong to the project (不适用).',
  })
  async markMilestoneNotApplicable(
    @Args('input') input: MarkMilestoneNotApplicableInput,
    @Context() context: RequestContext,
  ): Promise<ProjectPayload> {
    const { milestone, decidedOn, approver, reason } = input;
    const command = { type: 'markMilestoneNotApplicable' as const, milestone, decidedOn, approver, reason };
    return this.commands.send(command, input, context);
  }

  @Mutation(() => CommitSchedulePayload, { description: 'Commits to dates (倒排工期); every change of one is kept.' })
  async commitSchedule(
    @Args('input') input: CommitScheduleInput,
    @Context() context: RequestContext,
  ): Promise<ProjectPayload> {
    const { committedOn } = input;
    const reason = input.reason ?? '';
    const targets = Object.fromEntries(input.targets.map(({ milestone, date }) => [milestone, date]));
    return this.commands.send({ type: 'commitSchedule', targets, committedOn, reason }, input, context);
  }
}
