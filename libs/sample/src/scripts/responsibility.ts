import { addMonths, dayOf, type DayNumber, type ProjectCommand, type ResponsibilityRole } from '@milepost/lifecycle';
import type { Act, Story } from '../act';
import { clerkAt, contactPost } from '../clerks';

function assign(role: ResponsibilityRole, assignee: string, from: DayNumber, reason?: string): ProjectCommand {
  return { type: 'assignResponsibility', role, assignee, from: dayOf(from), ...(reason && { reason }) };
}

/** Duties are divided anew from the first of a month. */
function firstOfMonthAfter(day: DayNumber): DayNumber {
  return addMonths(day - Number(dayOf(day).slice(8)) + 1, 1);
}

/** Who leads, which bureau answers, who keeps contact; and how that changes. */
export function responsibilityScript(story: Story): Act[] {
  const { traits, profile, plan, registeredOn, lean, random } = story;
  const from = Math.min(registeredOn, plan.intended.get('filing') ?? registeredOn);
  const clerk = clerkAt('dispatch', story);
  const lead = random.pick(traits.leads);
  const bureau = random.pick(traits.bureaus);
  const first = [assign('lead-official', lead, from), assign('bureau', bureau, from)];
  if (!lean) first.push(assign('contact', contactPost(profile.district, random), from));
  const acts: Act[] = [{ on: registeredOn, clerk, commands: () => first }];
  const others = traits.leads.filter((each) => each !== lead);
  if (others.length > 0 && random.chance(lean ? 0.05 : 0.28)) {
    const next = random.pick(others);
    const on = firstOfMonthAfter(registeredOn + random.int(40, 500));
    const change = assign('lead-official', next, on, '县领导分工调整');
    acts.push({ on: on + random.int(-6, 8), clerk, commands: () => [change] });
  }
  const bureaus = traits.bureaus.filter((each) => each !== bureau);
  if (bureaus.length > 0 && random.chance(lean ? 0.02 : 0.1)) {
    const on = firstOfMonthAfter(registeredOn + random.int(60, 400));
    const change = assign('bureau', random.pick(bureaus), on, '牵头单位调整');
    acts.push({ on: on + random.int(0, 5), clerk, commands: () => [change] });
  }
  return acts;
}
