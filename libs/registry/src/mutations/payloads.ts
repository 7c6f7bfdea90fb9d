import type { Type } from '@nestjs/common';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import { MutationPayload, Project } from '@milepost/graphql';

/** What a mutation on a project answers. */
export interface ProjectPayload extends MutationPayload {
  readonly project: Project | null;
}

/** The payload type of one mutation, named `{name}Payload`. */
function projectPayload(name: string): Type<ProjectPayload> {
  @ObjectType(`${name}Payload`)
  class Payload extends MutationPayload {
    @Field(() => Project, { nullable: true, description: 'As it is after the change; null when nothing was changed.' })
    project!: Project | null;
  }
  return Payload;
}

export const RegisterProjectPayload = projectPayload('RegisterProject');
export const AmendProjectPayload = projectPayload('AmendProject');
export const AssignProjectCodePayload = projectPayload('AssignProjectCode');
export const RecordMilestonePayload = projectPayload('RecordMilestone');
export const CorrectMilestonePayload = projectPayload('CorrectMilestone');
export const WithdrawMilestonePayload = projectPayload('WithdrawMilestone');
export const MarkMilestoneNotApplicablePayload = projectPayload('MarkMilestoneNotApplicable');
export const CommitSchedulePayload = projectPayload('CommitSchedule');
export const SuspendProjectPayload = projectPayload('SuspendProject');
export const ResumeProjectPayload = projectPayload('ResumeProject');
export const TerminateProjectPayload = projectPayload('TerminateProject');
export const ReinstateProjectPayload = projectPayload('ReinstateProject');
export const CorrectStatusPayload = projectPayload('CorrectStatus');
export const WithdrawStatusPayload = projectPayload('WithdrawStatus');
export const TransferProjectPayload = projectPayload('TransferProject');
export const AssignResponsibilityPayload = projectPayload('AssignResponsibility');
export const ReportInvestmentPayload = projectPayload('ReportInvestment');
export const ExplainFlagPayload = projectPayload('ExplainFlag');
export const RaiseIssuePayload = projectPayload('RaiseIssue');
export const ResolveIssuePayload = projectPayload('ResolveIssue');

@ObjectType({ description: 'A version of a catalogue, ruleset or set of integrity rules that was adopted.' })
export class AdoptedVersion {
  @Field(() => String)
  code!: string;

  @Field(() => Int)
  version!: number;
}

@ObjectType()
export class AdoptCataloguePayload extends MutationPayload {
  @Field(() => AdoptedVersion, { nullable: true })
  catalogue!: AdoptedVersion | null;
}

@ObjectType()
export class AdoptRulesetPayload extends MutationPayload {
  @Field(() => AdoptedVersion, { nullable: true })
  ruleset!: AdoptedVersion | null;
}

@ObjectType()
export class AdoptIntegrityRulesPayload extends MutationPayload {
  @Field(() => AdoptedVersion, { nullable: true })
  rules!: AdoptedVersion | null;
}

@ObjectType()
export class PublishReportPayload extends MutationPayload {
  @Field(() => String, { nullable: true, description: 'The month that is published now; null when nothing was done.' })
  month!: string | null;
}
