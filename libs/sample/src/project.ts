import type { DayNumber } from '@milepost/lifecycle';
import type { Story } from './act';
import { fateFor } from './fate';
import type { HistoricEvent } from './historic-event';
import { kindOf } from './kinds';
import { planFor } from './plan';
import { profileFor } from './profile';
import { Random } from './random';
import { amendmentScript } from './scripts/amendments';
import { commitmentScript } from './scripts/commitments';
import { correctionScript } from './scripts/corrections';
import { milestoneScript, renewalScript, waiverScript } from './scripts/milestones';
import { registrationScript } from './scripts/registration';
import { responsibilityScript } from './scripts/responsibility';
import { statusScript } from './scripts/status';
import { simulate } from './simulate';

export interface ProjectSettings {
  readonly seed: number;
  /** The project's number, from 0. */
  readonly index: number;
  /** Day on which it is entered in the register. */
  readonly registeredOn: DayNumber;
  /** Began long before, and is taken over from older ledgers. */
  readonly takenOver: boolean;
  /** Last day on which anything is entered. */
  readonly until: DayNumber;
  readonly lean: boolean;
}

/** The recorded history of one invented project, in order: a function of its settings alone. */
export function projectEvents(settings: ProjectSettings): HistoricEvent[] {
  const { seed, index, registeredOn, takenOver, until, lean } = settings;
  const random = new Random(seed, index);
  const projectId = random.uuid();
  const traits = kindOf(index);
  const profile = profileFor(traits, random);
  const fate = fateFor(traits, profile, index, random);
  const start = takenOver ? registeredOn - random.int(120, 1_000) : registeredOn - random.int(0, 6);
  const plan = planFor(traits, start, fate, random);
  const story: Story = { index, traits, profile, fate, plan, registeredOn, takenOver, lean, random };
  const acts = [
    ...registrationScript(story, projectId),
    // First what the registering desk enters in one go, then what others add.
    ...milestoneScript(story),
    ...responsibilityScript(story),
    ...waiverScript(story),
    ...renewalScript(story),
    ...commitmentScript(story),
    ...statusScript(story),
    ...correctionScript(story),
    ...amendmentScript(story),
  ];
  return simulate(projectId, acts, until, random);
}
