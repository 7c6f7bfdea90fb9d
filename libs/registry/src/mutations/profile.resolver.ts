import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { present, type RequestContext } from '@milepost/graphql';
import { notices, parseYuan, type Notice, type Profile } from '@milepost/lifecycle';
import { v4 as randomId, v5 as namedId } from 'uuid';
import { KEYS } from '../ledger';
import { DEFAULT_CATALOGUE } from './definitions';
import {
  AmendProjectPayload,
  AssignProjectCodePayload,
  AssignResponsibilityPayload,
  RegisterProjectPayload,
  TransferProjectPayload,
  type ProjectPayload,
} from './payloads';
import {
  AmendProjectInput,
  AssignProjectCodeInput,
  AssignResponsibilityInput,
  RegisterProjectInput,
  ResponsibilityRole,
  TransferProjectInput,
} from './profile.input';
import { ProjectCommands, refused } from './project-commands';

const ROLES = {
  [ResponsibilityRole.LEAD_OFFICIAL]: 'lead-official',
  [ResponsibilityRole.BUREAU]: 'bureau',
  [ResponsibilityRole.CONTACT]: 'contact',
} as const;

/** An amount as people write it, as exact yuan, or what is wrong with it. */
function amountOf(text: string): { yuan: string } | { problem: Notice } {
  const parsed = parseYuan(text);
  return parsed.ok ? { yuan: parsed.yuan } : { problem: notices.amountInvalid('totalInvestment', { value: text }) };
}

@Resolver()
export class ProfileMutations {
  constructor(private readonly commands: ProjectCommands) {}

  @Mutation(() => RegisterProjectPayload, { description: 'Registers a project (登记项目).' })
  async registerProject(
    @Args('input') input: RegisterProjectInput,
    @Context() context: RequestContext,
  ): Promise<ProjectPayload> {
    const { idempotencyKey, ifRevision, catalogue, overrideReason, external } = input;
    const amount = typeof input.totalInvestment === 'string' ? amountOf(input.totalInvestment) : null;
    if (amount !== null && 'problem' in amount) return refused(amount.problem);
    // A repeat must find the stream that its first try made.
    const made = () => (idempotencyKey ? namedId(`registerProject/${idempotencyKey}`, KEYS) : randomId());
    const projectId = input.id?.toLowerCase() ?? made();
    const profile: Profile = {
      name: input.name,
      kind: input.kind,
      investor: input.investor ?? null,
      investorCode: input.investorCode ?? null,
      district: input.district,
      industry: input.industry ?? null,
      landMode: input.landMode ?? null,
      totalInvestment: amount?.yuan ?? null,
      tags: input.tags ?? [],
    };
    const command = {
      type: 'registerProject' as const,
      projectId,
      profile,
      ...(external && { external: { register: external.register, key: external.key } }),
      ...(overrideReason && { overrideReason }),
    };
    return this.commands.send(
      command,
      { projectId, idempotencyKey, ifRevision },
      context,
      catalogue ?? DEFAULT_CATALOGUE,
    );
  }

  @Mutation(() => AmendProjectPayload, { description: 'Changes attributes, from a date on or from the start (变更).' })
  async amendProject(
    @Args('input') input: AmendProjectInput,
    @Context() context: RequestContext,
  ): Promise<ProjectPayload> {
    const { projectId: _id, idempotencyKey: _key, ifRevision: _revision, ...sent } = input;
    const { effectiveOn, reason, overrideReason, name, kind, district, tags, totalInvestment, ...others } = sent;
    const amount = typeof totalInvestment === 'string' ? amountOf(totalInvestment) : null;
    if (amount !== null && 'problem' in amount) return refused(amount.problem);
    // Null takes away what a project may be without, and leaves what it may not be without.
    const changes: Partial<Profile> = {
      ...present({ name, kind, district, tags }),
      ...others,
      ...(totalInvestment !== undefined && { totalInvestment: amount?.yuan ?? null }),
    };
    const command = {
      type: 'amendProject' as const,
      changes,
      effectiveOn: effectiveOn ?? null,
      reason,
      ...(overrideReason && { overrideReason }),
    };
    return this.commands.send(command, input, context);
  }

  @Mutation(() => AssignProjectCodePayload, { description: 'Assigns the 投资项目统一代码 (赋码).' })
  async assignProjectCode(
    @Args('input') input: AssignProjectCodeInput,
    @Context() context: RequestContext,
  ): Promise<ProjectPayload> {
    const { code, overrideReason } = input;
    const command = { type: 'assignProjectCode' as const, code, ...(overrideReason && { overrideReason }) };
    return this.commands.send(command, input, context);
  }

  @Mutation(() => TransferProjectPayload, { description: 'Moves the project to another district (移交属地).' })
  async transferProject(
    @Args('input') input: TransferProjectInput,
    @Context() context: RequestContext,
  ): Promise<ProjectPayload> {
    const { district, since, reason } = input;
    return this.commands.send({ type: 'transferProject', district, since, reason }, input, context);
  }

  @Mutation(() => AssignResponsibilityPayload, {
    description: 'Names the lead official, bureau or contact, from a date on (明确责任).',
  })
  async assignResponsibility(
    @Args('input') input: AssignResponsibilityInput,
    @Context() context: RequestContext,
  ): Promise<ProjectPayload> {
    const { role, assignee, person, from, reason } = input;
    const command = {
      type: 'assignResponsibility' as const,
      role: ROLES[role],
      assignee,
      ...(person && { person }),
      from,
      ...(reason && { reason }),
    };
    return this.commands.send(command, input, context);
  }
}
