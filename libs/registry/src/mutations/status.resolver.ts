import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type { RequestContext } from '@milepost/graphql';
import type { StatusKind } from '@milepost/lifecycle';
import {
  CorrectStatusPayload,
  ReinstateProjectPayload,
  ResumeProjectPayload,
  SuspendProjectPayload,
  TerminateProjectPayload,
  WithdrawStatusPayload,
  type ProjectPayload,
} from './payloads';
import { ProjectCommands } from './project-commands';
import {
  CorrectStatusInput,
  ReinstateProjectInput,
  ResumeProjectInput,
  SuspendProjectInput,
  TerminateProjectInput,
  WithdrawStatusInput,
} from './status.input';

@Resolver()
export class StatusMutations {
  constructor(private readonly commands: ProjectCommands) {}

  @Mutation(() => SuspendProjectPayload, { description: 'Pauses the project (停工、暂停).' })
  suspendProject(
    @Args('input') input: SuspendProjectInput,
    @Context() context: RequestContext,
  ): Promise<ProjectPayload> {
    return this.change('suspended', input, context);
  }

  @Mutation(() => ResumeProjectPayload, { description: 'Ends a pause (复工).' })
  resumeProject(@Args('input') input: ResumeProjectInput, @Context() context: RequestContext): Promise<ProjectPayload> {
    return this.change('resumed', input, context);
  }

  @Mutation(() => TerminateProjectPayload, { description: 'Ends the project (终止).' })
  terminateProject(
    @Args('input') input: TerminateProjectInput,
    @Context() context: RequestContext,
  ): Promise<ProjectPayload> {
    return this.change('terminated', input, context);
  }

  @Mutation(() => ReinstateProjectPayload, { description: 'Takes up an ended project again (恢复).' })
  reinstateProject(
    @Args('input') input: ReinstateProjectInput,
    @Context() context: RequestContext,
  ): Promise<ProjectPayload> {
    return this.change('reinstated', input, context);
  }

  @Mutation(() => CorrectStatusPayload, { description: 'Puts the date of a pause, end or transfer right.' })
  correctStatus(@Args('input') input: CorrectStatusInput, @Context() context: RequestContext): Promise<ProjectPayload> {
    const { eventId, since, reason } = input;
    return this.commands.send({ type: 'correctStatus', eventId: eventId.toLowerCase(), since, reason }, input, context);
  }

  @Mutation(() => WithdrawStatusPayload, { description: 'Takes a pause, end or transfer back.' })
  withdrawStatus(
    @Args('input') input: WithdrawStatusInput,
    @Context() context: RequestContext,
  ): Promise<ProjectPayload> {
    const { eventId, reason } = input;
    return this.commands.send({ type: 'withdrawStatus', eventId: eventId.toLowerCase(), reason }, input, context);
  }

  private change(to: StatusKind, input: SuspendProjectInput, context: RequestContext): Promise<ProjectPayload> {
    const { since, reason } = input;
    return this.commands.send({ type: 'changeStatus', to, since, reason }, input, context);
  }
}
