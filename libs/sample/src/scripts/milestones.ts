import { dayOf, type DayNumber, type ProjectCommand } from '@milepost/lifecycle';
import { factsOf, isRecorded, type Act, type Story } from '../act';
import { clerkAt, deskOf } from '../clerks';
import { projectCode } from '../codes';
import { documentOf } from '../evidence';
import type { Random } from '../random';

/** Whether a day lies in the last ten or so of a quarter, when entries are most often put off into the next. */
function closesQuarter(on: DayNumber): boolean {
  const [month, day] = dayOf(on).split('-').slice(1).map(Number) as [number, number];
  return month % 3 === 0 && day >= 20;
}

/** Days between an event and its entry: mostly a few, at times weeks or months. */
export function entryLag(on: DayNumber, random: Random): number {
  if (closesQuarter(on) && random.chance(0.3)) return random.int(13, 45);
  return random.weighted([
    [random.int(0, 4), 70],
    [random.int(5, 20), 20],
    [random.int(21, 60), 7],
    [random.int(61, 150), 3],
  ]);
}

const NOTES = ['现场已核实', '资料已归档', '由业主单位提供材料', '联合踏勘确认'];

/** The code comes with the filing, from the same desk. */
function codeCommand(story: Story, on: DayNumber): ProjectCommand {
  const { index, traits, profile } = story;
  return {
    type: 'assignProjectCode',
    code: projectCode(index, traits.codeType, profile.industry, 'first', on),
  };
}

function milestoneAct(story: Story, milestone: string, on: DayNumber, enteredOn: DayNumber): Act {
  const { fate, takenOver, registeredOn, random } = story;
  const document = story.lean && milestone !== 'eia' ? undefined : documentOf(milestone, on, random);
  const lapses = fate.approvalLapses && milestone === 'land-pre-approval';
  const record: ProjectCommand = {
    type: 'recordMilestone',
    milestone,
    occurredOn: dayOf(on),
    ...(document && { document }),
    ...(lapses && { validUntil: dayOf(on + random.int(180, 420)) }),
    ...(random.chance(0.12) && { note: random.pick(NOTES) }),
  };
  const withCode = milestone === 'filing' ? [codeCommand(story, on)] : [];
  const desk = takenOver && enteredOn <= registeredOn ? 'dispatch' : deskOf(milestone);
  return {
    on: enteredOn,
    clerk: clerkAt(desk, story),
    commands: (known) => (isRecorded(known, milestone) ? [] : [record, ...withCode]),
  };
}

/** No ruleset of the house awaits these or starts a clock at them. */
const UNWATCHED = ['negotiation', 'tendering', 'planning-permit', 'acceptance'];

/** Every milestone that happens is entered by its desk, sooner or later; a skipped one when it is found out, if ever. */
export function milestoneScript(story: Story): Act[] {
  const { fate, plan, registeredOn, lean, random } = story;
  const acts: Act[] = [];
  for (const [milestone, on] of plan.dates) {
    if (lean && UNWATCHED.includes(milestone)) continue;
    const skip = fate.skipped?.milestone === milestone ? fate.skipped : null;
    if (skip !== null && skip.foundAfter === null) continue;
    const lag = skip?.foundAfter ?? entryLag(on, random);
    acts.push(
      milestoneAct(
        story,
        milestone,
        on,
        on <= registeredOn && skip === null ? registeredOn : Math.max(on + lag, registeredOn),
      ),
    );
  }
  return acts;
}

/** Milestones that a bureau decides not to ask of this project. */
export function waiverScript(story: Story): Act[] {
  const { fate, plan, registeredOn, random } = story;
  const from = plan.dates.get('filing') ?? registeredOn;
  return fate.waivers.map(({ milestone, reason, approver }) => {
    const decidedOn = from + 6;
    return {
      on: Math.max(registeredOn, decidedOn + random.int(0, 6)),
      clerk: clerkAt(deskOf(milestone), story),
      commands: () => [
        { type: 'markMilestoneNotApplicable', milestone, decidedOn: dayOf(decidedOn), reason, approver },
      ],
    };
  });
}

/** An EIA approved anew after a major change, or a lapsed land pre-approval given again. */
export function renewalScript(story: Story): Act[] {
  const { fate, plan, registeredOn, random } = story;
  const milestone = fate.approvalLapses ? 'land-pre-approval' : 'eia';
  const first = plan.dates.get(milestone);
  if (first === undefined || !random.chance(fate.approvalLapses ? 0.25 : 0.07)) return [];
  const on = Math.max(first + random.int(200, 500), registeredOn);
  const document = documentOf(milestone, on, random);
  const note = fate.approvalLapses ? '原意见书到期,重新办理' : '建设内容发生重大变动,重新报批';
  return [
    {
      on: on + random.int(0, 6),
      clerk: clerkAt(deskOf(milestone), story),
      commands: (known) =>
        factsOf(known, 'milestone').some((fact) => fact.milestone === milestone && fact.on < dayOf(on))
          ? [
              {
                type: 'recordMilestone',
                milestone,
                occurredOn: dayOf(on),
                ...(document && { document }),
                note,
                repeat: true,
              },
            ]
          : [],
    },
  ];
}
