import {
  catalogueOn,
  courseOf,
  dayNumber,
  dayStart,
  isDivisionCode,
  standingOn,
  timelineOn,
  type Catalogue,
  type Day,
  type ProfileOnDay,
  type Standing,
  type TimelineEntry,
} from '@milepost/lifecycle';
import type { ExportState, SelectedProject } from '../selected-projects';
import { filled } from './filled';
import { documentsOf, milestoneFrom } from './milestones';
import type { Classification, Location, Milestone, Oc4idsProject } from './oc4ids';
import { bureauId, partiesOf } from './parties';
import { furthestPhase, phaseFrom } from './phases';
import { sectorsOf } from './sector';

/** By kind of project, in the codelist projectType; kinds that build nothing have none. */
const TYPES: Readonly<Record<string, string>> = {
  'new-build': 'construction',
  'government-infrastructure': 'construction',
  'real-estate': 'construction',
  solar: 'construction',
  wind: 'construction',
  'wind-onshore': 'construction',
  'wind-offshore': 'construction',
  'technical-renovation': 'rehabilitation',
};

const STANDINGS: Readonly<Record<Standing, string>> = {
  active: '',
  suspended: '（已暂停，suspended）',
  ended: '（已终止，ended）',
};

/**
 * A project on a day, as known, in the form of OC4IDS 0.9; docs/exports.md says what becomes what. Nothing is made up:
 * what is not recorded is left out.
 * @param prefix project identifier prefix, registered with the Open Contracting Partnership
 */
export function oc4idsProject(project: SelectedProject, { book, asOf }: ExportState, prefix: string): Oc4idsProject {
  const { history, profile, events } = project;
  const { on } = asOf;
  const catalogue = catalogueOn(book, history.registration.catalogue.code, on);
  const course = catalogue && courseOf(history, catalogue);
  const entries = course === undefined ? [] : timelineOn(course, profile.kind, dayNumber(on));
  const standing = course === undefined ? 'active' : standingOn(course, dayNumber(on));
  const bureau = bureauId(profile);
  return filled<Oc4idsProject>({
    id: `${prefix}-${history.projectId}`,
    updated: events.at(-1)?.recordedAt ?? history.registeredAt,
    language: 'zh',
    identifiers: identifiersOf(project),
    title: profile.name,
    description: `${labelOf(catalogue?.kinds, profile.kind)}${STANDINGS[standing]}`,
    status: statusOf(entries, standing),
    period: catalogue && plannedPeriod(entries, catalogue),
    sector: sectorsOf(profile.kind, profile.industry),
    additionalClassifications: classificationsOf(profile, catalogue),
    type: TYPES[profile.kind],
    locations: [locationOf(profile.district)],
    budget:
      profile.totalInvestment === null
        ? undefined
        : { amount: { amount: Number(profile.totalInvestment), currency: 'CNY' } },
    publicAuthority: bureau === undefined ? undefined : { id: bureau, name: profile.bureau ?? '' },
    parties: partiesOf(profile),
    documents: catalogue && documentsOf(history, catalogue, on),
    milestones: catalogue && milestonesOf(entries, catalogue, on),
    completion: catalogue && completionOf(entries, catalogue),
  });
}

function identifiersOf({ history, profile }: SelectedProject): Oc4idsProject['identifiers'] {
  const codes = [profile.code, ...profile.aliases].filter((code) => code !== null);
  const { external } = history.registration;
  return [
    { scheme: 'milepost', id: history.projectId },
    ...codes.map((id) => ({ scheme: 'GB/T 40058', id })),
    ...(external === null ? [] : [{ scheme: external.register, id: external.key }]),
  ];
}

function statusOf(entries: readonly TimelineEntry[], standing: Standing): string | undefined {
  // A lifecycle of which no milestone has a stage here says nothing of stages.
  if (!entries.some(({ milestone }) => phaseFrom(milestone.code) !== undefined)) return undefined;
  if (standing === 'ended') return 'cancelled';
  const happened = entries.filter(({ status }) => status === 'reached' || status === 'expired');
  return furthestPhase(happened.map(({ milestone }) => milestone.code)) ?? 'identification';
}

/** From the first date committed for works to the last one committed for their completion. */
function plannedPeriod(entries: readonly TimelineEntry[], { timeZone }: Catalogue): Oc4idsProject['period'] {
  const planned = (phase: string): Day[] =>
    entries.flatMap(({ milestone, plannedOn }) =>
      plannedOn !== null && phaseFrom(milestone.code) === phase ? [plannedOn] : [],
    );
  const first = planned('implementation').sort()[0];
  const last = planned('completion').sort().at(-1);
  return filled({ startDate: first && dayStart(timeZone, first), endDate: last && dayStart(timeZone, last) });
}

function milestonesOf(entries: readonly TimelineEntry[], catalogue: Catalogue, on: Day): Milestone[] {
  return entries.map((entry) => milestoneFrom(entry, catalogue, on)).filter((milestone) => milestone !== undefined);
}

function completionOf(entries: readonly TimelineEntry[], { timeZone }: Catalogue): Oc4idsProject['completion'] {
  const completed = entries.find(({ milestone, status }) => milestone.code === 'completion' && status === 'reached');
  return completed?.occurredOn ? { endDate: dayStart(timeZone, completed.occurredOn) } : undefined;
}

function classificationsOf(profile: ProfileOnDay, catalogue: Catalogue | undefined): Classification[] {
  const { industry, kind, landMode, sizeTier, tags } = profile;
  const found: Classification[] = [];
  const add = (scheme: string, id: string | null, description?: string): void => {
    if (id !== null) found.push(filled<Classification>({ scheme, id, description }));
  };
  add('GB/T 4754-2017', industry);
  add('milepost-kind', kind, labelOf(catalogue?.kinds, kind));
  add('milepost-land-mode', landMode, landMode === null ? undefined : labelOf(catalogue?.landModes, landMode));
  add('milepost-size-tier', sizeTier, sizeTier === null ? undefined : labelOf(catalogue?.sizeTiers, sizeTier));
  for (const tag of new Set(tags)) add('milepost-tag', tag);
  return found;
}

function locationOf(district: string): Location {
  if (!isDivisionCode(district)) return { id: '1', description: district };
  return { id: '1', description: district, gazetteer: { scheme: 'GB/T 2260', identifiers: [district] } };
}

function labelOf(list: Catalogue['kinds'] | undefined, code: string): string {
  const label = list?.find((item) => item.code === code)?.label;
  return label === undefined ? code : `${label.zh} (${label.en})`;
}
