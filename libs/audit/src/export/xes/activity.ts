import type { Label, ProjectEventType } from '@milepost/lifecycle';

/** A state change of an activity in the standard's lifecycle model. */
export type Transition =
  'schedule' | 'assign' | 'withdraw' | 'suspend' | 'resume' | 'pi_abort' | 'complete' | 'manualskip' | 'unknown';

/** How a kind of event is called in a log; those on a milestone are named for it. */
export interface ActivityKind {
  readonly activity: string;
  readonly label: Label;
  readonly transition: Transition;
  /** Behind the milestone's name. */
  readonly ofMilestone?: boolean;
}

const kind = (activity: string, zh: string, en: string, transition: Transition = 'complete'): ActivityKind => ({
  activity,
  label: { zh, en },
  transition,
});
const ofMilestone = (activity: string, zh: string, en: string, transition: Transition): ActivityKind => ({
  ...kind(activity, zh, en, transition),
  ofMilestone: true,
});

/**
 * Every kind of event has an activity of its own, so that a tool that looks at names alone does not take a commitment
 * or a correction for the milestone itself.
 */
export const ACTIVITIES: Readonly<Record<ProjectEventType, ActivityKind>> = {
  'project.registered.v1': kind('project registered', '项目登记', 'Project registered'),
  'project.amended.v1': kind('project amended', '项目信息变更', 'Project amended'),
  'project.code-assigned.v1': kind('project code assigned', '赋项目代码', 'Project code assigned'),
  'milestone.reached.v1': ofMilestone('', '', '', 'complete'),
  'milestone.corrected.v1': ofMilestone('corrected', '更正', 'corrected', 'unknown'),
  'milestone.withdrawn.v1': ofMilestone('withdrawn', '撤回', 'withdrawn', 'withdraw'),
  'milestone.not-applicable.v1': ofMilestone('not applicable', '不适用', 'not applicable', 'manualskip'),
  'schedule.committed.v1': ofMilestone('committed', '承诺时限', 'committed', 'schedule'),
  'project.suspended.v1': kind('project suspended', '项目暂停', 'Project suspended', 'suspend'),
  'project.resumed.v1': kind('project resumed', '项目恢复', 'Project resumed', 'resume'),
  'project.terminated.v1': kind('project terminated', '项目终止', 'Project terminated', 'pi_abort'),
  'project.reinstated.v1': kind('project reinstated', '项目恢复推进', 'Project reinstated', 'resume'),
  'project.transferred.v1': kind('project transferred', '项目移交属地', 'Project transferred'),
  'status.corrected.v1': kind('status corrected', '状态更正', 'Status corrected', 'unknown'),
  'status.withdrawn.v1': kind('status withdrawn', '状态撤回', 'Status withdrawn', 'withdraw'),
  'responsibility.assigned.v1': kind('responsibility assigned', '责任分工', 'Responsibility assigned', 'assign'),
  'investment.reported.v1': kind('investment reported', '投资填报', 'Investment reported'),
  'flag.explained.v1': kind('flag explained', '疑点说明', 'Flag explained'),
  'issue.raised.v1': kind('issue raised', '登记问题', 'Issue raised'),
  'issue.resolved.v1': kind('issue resolved', '问题销号', 'Issue resolved'),
};

/** The activity and its label, with the milestone in front where it is of one. */
export function named(
  { activity, label, ofMilestone: isOfOne }: ActivityKind,
  milestone: { readonly code: string; readonly label: Label },
): { readonly activity: string; readonly label: Label } {
  if (isOfOne !== true) return { activity, label };
  if (activity === '') return { activity: milestone.code, label: milestone.label };
  return {
    activity: `${milestone.code} (${activity})`,
    label: { zh: `${milestone.label.zh}（${label.zh}）`, en: `${milestone.label.en} (${label.en})` },
  };
}
