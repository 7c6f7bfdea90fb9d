import { type ProjectCommand } from '@milepost/lifecycle';
import type { Act, Story } from '../act';
import { clerkAt } from '../clerks';
import type { DayNumber } from '@milepost/lifecycle';

/** A total typed in 万元 where 元 was asked for: put right later. */
const slipped = (total: string): string => String(Math.round(Number(total) / 10_000));

/** Enters the project in the register, now and then with a slip that is put right from the start some weeks later. */
export function registrationScript(story: Story, projectId: string): Act[] {
  const { index, profile, registeredOn, takenOver, random } = story;
  const clerk = clerkAt(takenOver ? 'dispatch' : 'investment', story);
  const total = profile.totalInvestment;
  const slips = !story.lean && total !== null && random.chance(0.025);
  const register: ProjectCommand = {
    type: 'registerProject',
    projectId,
    profile: slips ? { ...profile, totalInvestment: slipped(total) } : profile,
    ...(takenOver && { external: { register: '重点项目台账', key: `YT-${String(index + 1).padStart(4, '0')}` } }),
  };
  const acts: Act[] = [{ on: registeredOn, clerk, commands: () => [register] }];
  if (slips) acts.push(correctionFromTheStart(story, registeredOn + random.int(6, 45), total));
  return acts;
}

function correctionFromTheStart(story: Story, on: DayNumber, totalInvestment: string): Act {
  return {
    on,
    clerk: clerkAt('dispatch', story),
    commands: () => [
      {
        type: 'amendProject',
        changes: { totalInvestment },
        effectiveOn: null,
        reason: '登记时误将万元作元录入,按备案证更正',
      },
    ],
  };
}
