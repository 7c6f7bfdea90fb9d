/** A stage of a project in the OC4IDS codelist projectStatus, in order. */
export const PHASES = ['identification', 'preparation', 'implementation', 'completion', 'maintenance'] as const;
export type Phase = (typeof PHASES)[number];

/**
 * The stage that a project is in from each milestone on. The standard's definitions decide: identification is the
 * decision to develop, preparation studies and permits, implementation procurement and works, completion handover,
 * maintenance the use of what was built.
 */
const PHASE_FROM: Readonly<Record<string, Phase>> = {
  negotiation: 'identification',
  signing: 'identification',
  filing: 'preparation',
  'land-pre-approval': 'preparation',
  eia: 'preparation',
  'land-supply': 'preparation',
  'planning-permit': 'preparation',
  'construction-permit': 'preparation',
  tendering: 'implementation',
  groundbreaking: 'implementation',
  statistics: 'implementation',
  completion: 'completion',
  acceptance: 'completion',
  commissioning: 'maintenance',
  'full-capacity': 'maintenance',
  // The planning system that the register of renewable energy follows.
  submitted: 'identification',
  granted: 'preparation',
  'appeal-granted': 'preparation',
  'sos-granted': 'preparation',
  construction: 'implementation',
  operational: 'maintenance',
};

/** The stage that begins with a milestone, `undefined` for one of a lifecycle that this mapping does not know. */
export function phaseFrom(milestone: string): Phase | undefined {
  return Object.hasOwn(PHASE_FROM, milestone) ? PHASE_FROM[milestone] : undefined;
}

/** The furthest stage among those that begin with these milestones. */
export function furthestPhase(milestones: readonly string[]): Phase | undefined {
  const reached = milestones.map(phaseFrom);
  return PHASES.findLast((phase) => reached.includes(phase));
}
