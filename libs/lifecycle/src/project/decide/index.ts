import { refuse, type Decision, type DecisionContext, type ProjectCommand } from '../command';
import type { History } from '../history';
import { notices } from '../notices';
import { explainFlag } from './explanation';
import { reportInvestment } from './investment';
import { raiseIssue, resolveIssue } from './issue';
import { correctMilestone, markMilestoneNotApplicable, recordMilestone, withdrawMilestone } from './milestone';
import { amendProject, assignProjectCode, assignResponsibility, registerProject, transferProject } from './profile';
import { commitSchedule } from './schedule';
import { changeStatus, correctStatus, withdrawStatus } from './status';

/**
 * Decides a command against what is known of its project: the events to record with warnings, or named refusals. Nothing
 * is read or written here; a refusal changes nothing.
 * @param projectId names the project in the refusal of one that is not registered
 */
export function decide(
  command: ProjectCommand,
  projectId: string,
  history: History | undefined,
  context: DecisionContext,
): Decision {
  if (command.type === 'registerProject') {
    if (history !== undefined) return refuse(notices.alreadyRegistered('id', { id: projectId }));
    return registerProject(command, context);
  }
  if (history === undefined) return refuse(notices.projectUnknown('projectId', { id: projectId }));
  switch (command.type) {
    case 'amendProject':
      return amendProject(command, history, context);
    case 'assignProjectCode':
      return assignProjectCode(command, history);
    case 'recordMilestone':
      return recordMilestone(command, history, context);
    case 'correctMilestone':
      return correctMilestone(command, history, context);
    case 'withdrawMilestone':
      return withdrawMilestone(command, history);
    case 'markMilestoneNotApplicable':
      return markMilestoneNotApplicable(command, history, context);
    case 'commitSchedule':
      return commitSchedule(command, history, context);
    case 'changeStatus':
      return changeStatus(command, history, context);
    case 'correctStatus':
      return correctStatus(command, history, context);
    case 'withdrawStatus':
      return withdrawStatus(command, history);
    case 'transferProject':
      return transferProject(command, history, context);
    case 'assignResponsibility':
      return assignResponsibility(command, history, context);
    case 'reportInvestment':
      return reportInvestment(command, history, context);
    case 'explainFlag':
      return explainFlag(command, history, context);
    case 'raiseIssue':
      return raiseIssue(command, context);
    case 'resolveIssue':
      return resolveIssue(command, history, context);
  }
}
