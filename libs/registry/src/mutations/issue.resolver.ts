import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type { RequestContext } from '@milepost/graphql';
import { RaiseIssueInput, ResolveIssueInput } from './issue.input';
import { RaiseIssuePayload, ResolveIssuePayload, type ProjectPayload } from './payloads';
import { ProjectCommands } from './project-commands';

@Resolver()
export class IssueMutations {
  constructor(private readonly commands: ProjectCommands) {}

  @Mutation(() => RaiseIssuePayload, { description: "Enters a problem in the project's ledger (问题台账)." })
  raiseIssue(@Args('input') input: RaiseIssueInput, @Context() context: RequestContext): Promise<ProjectPayload> {
    const { title, milestone = null, bureau, raisedOn, dueOn = null } = input;
    return this.commands.send({ type: 'raiseIssue', title, milestone, bureau, raisedOn, dueOn }, input, context);
  }

  @Mutation(() => ResolveIssuePayload, { description: 'Strikes a problem off the ledger (销号).' })
  resolveIssue(@Args('input') input: ResolveIssueInput, @Context() context: RequestContext): Promise<ProjectPayload> {
    const { resolvedOn, resolution } = input;
    const eventId = input.eventId.toLowerCase();
    return this.commands.send({ type: 'resolveIssue', eventId, resolvedOn, resolution }, input, context);
  }
}
