import { dayStart, milestoneOf, type Catalogue, type Day, type History, type TimelineEntry } from '@milepost/lifecycle';
import { filled } from './filled';
import type { Document, Milestone } from './oc4ids';
import { phaseFrom } from './phases';

/** By what a milestone is in the open codelist milestoneType. */
const TYPES = {
  identification: 'preProcurement',
  preparation: 'approval',
  implementation: 'delivery',
  completion: 'delivery',
  maintenance: 'delivery',
} as const;

/** Where the open codelist documentType has a word for what proves a milestone; its code serves otherwise. */
const DOCUMENT_TYPES: Readonly<Record<string, string>> = {
  eia: 'environmentalImpact',
  completion: 'completionCertificate',
  acceptance: 'completionCertificate',
};

/** A milestone as the standard has it; one that does not apply is none. */
export function milestoneFrom(entry: TimelineEntry, catalogue: Catalogue, on: Day): Milestone | undefined {
  const { milestone, status, plannedOn, occurredOn, recordedAt } = entry;
  if (status === 'not-applicable') return undefined;
  const phase = phaseFrom(milestone.code);
  const start = (day: Day | null): string | undefined => (day === null ? undefined : dayStart(catalogue.timeZone, day));
  return filled<Milestone>({
    id: milestone.code,
    title: milestone.label.zh,
    type: phase && TYPES[phase],
    description: descriptionOf(entry),
    code: milestone.code,
    dueDate: start(plannedOn),
    dateMet: status === 'reached' ? start(occurredOn) : undefined,
    dateModified: recordedAt ?? undefined,
    status: statusOf(entry, on),
  });
}

/** One that nobody has set a date for is neither scheduled nor missed: then the standard has no word for it. */
function statusOf({ status, plannedOn }: TimelineEntry, on: Day): Milestone['status'] {
  if (status === 'reached') return 'met';
  if (status === 'expired' || status === 'skipped') return 'notMet';
  return plannedOn === null ? undefined : plannedOn < on ? 'notMet' : 'scheduled';
}

function descriptionOf({ milestone, status, occurredOn, validUntil }: TimelineEntry): string {
  const { zh, en } = milestone.label;
  switch (status) {
    case 'expired':
      return `${en}: met on ${occurredOn}, no longer valid after ${validUntil}. ${zh}：${occurredOn}达成，${validUntil}后失效。`;
    case 'skipped':
      return `${en}: not recorded, though a later milestone has happened. ${zh}：缺环，后续节点已发生。`;
    default:
      return en;
  }
}

/** What proved the milestones that happened by the day. */
export function documentsOf({ facts }: History, catalogue: Catalogue, on: Day): Document[] {
  const documents: Document[] = [];
  for (const fact of facts) {
    if (fact.kind !== 'milestone' || fact.document === undefined || fact.on > on) continue;
    const { number, issuer, issuedOn, sha256 } = fact.document;
    const label = milestoneOf(catalogue, fact.milestone)?.label.zh ?? fact.milestone;
    documents.push(
      filled<Document>({
        id: fact.id,
        documentType: DOCUMENT_TYPES[fact.milestone] ?? fact.milestone,
        title: number ? `${label} ${number}` : label,
        description: [number && `文号 ${number}`, sha256 && `SHA-256 ${sha256}`].filter(Boolean).join('; '),
        datePublished: issuedOn && dayStart(catalogue.timeZone, issuedOn),
        author: issuer,
      }),
    );
  }
  return documents;
}
