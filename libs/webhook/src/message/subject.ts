import type { RecordedEvent } from '@milepost/lifecycle';
import { propertyOf } from './field';
import type { SubjectKind } from './message-kind';
import { kindStoredAs } from './message-kinds';

/**
 * What filters look at, and the running count of messages: of a project; of a month's reports or a log's checkpoints
 * the count alone. As last stated, whatever dates amendments carry. Plain JSON data.
 */
export interface Subject {
  readonly id: string;
  readonly code: string | null;
  readonly kind: string | null;
  readonly district: string | null;
  /** Exact decimal yuan. */
  readonly totalInvestment: string | null;
  /** Messages so far. */
  readonly sequence: number;
  /** Once a project was transferred: its districts as stated one after the other, so that a transfer can be taken back. */
  readonly districts?: readonly { readonly by: string; readonly district: string | null }[];
}

export const newSubject = (id: string): Subject => ({
  id,
  code: null,
  kind: null,
  district: null,
  totalInvestment: null,
  sequence: 0,
});

/** What of a stream's name is the subject's key, by prefix: projects have two streams, and one count over both. */
const STREAMS: Readonly<Record<SubjectKind, readonly (readonly [prefix: string, keep: boolean])[]>> = {
  project: [
    ['project-', false],
    ['bottleneck-', false],
  ],
  report: [['report-', true]],
  checkpoint: [['checkpoint-', true]],
  endpoint: [],
};

/**
 * Key of the subject that an event belongs to: the project's id, `report-2026-05`, `checkpoint-<origin>`. `null` for
 * events that are nobody's business outside: they neither make a message nor change a subject.
 */
export function subjectOf({ type, stream }: RecordedEvent): string | null {
  const kind = kindStoredAs(type);
  if (kind === undefined) return null;
  for (const [prefix, keep] of STREAMS[kind.about]) {
    if (stream.length > prefix.length && stream.startsWith(prefix)) return keep ? stream : stream.slice(prefix.length);
  }
  return null;
}

/** Text, `null`, or what it was before where the event does not say. */
function stated(data: unknown, name: string, before: string | null): string | null {
  const value = propertyOf(data, name);
  return typeof value === 'string' || value === null ? value : before;
}

function profiled(subject: Subject, data: unknown, by: string): Subject {
  const district = stated(data, 'district', subject.district);
  const moved = district === subject.district ? subject : located(subject, district, by);
  return {
    ...moved,
    kind: stated(data, 'kind', subject.kind),
    totalInvestment: stated(data, 'totalInvestment', subject.totalInvestment),
  };
}

/** Only a project that has been transferred remembers its districts: most never are. */
const located = (subject: Subject, district: string | null, by: string): Subject => ({
  ...subject,
  district,
  ...(subject.districts && { districts: [...subject.districts, { by, district }] }),
});

function transferred(subject: Subject, data: unknown, by: string): Subject {
  const district = stated(data, 'district', subject.district);
  const { districts = [{ by: '', district: subject.district }] } = subject;
  return located({ ...subject, districts }, district, by);
}

function takenBack(subject: Subject, data: unknown): Subject {
  const target = propertyOf(data, 'target');
  const districts = subject.districts?.filter(({ by }) => by === '' || by !== target);
  if (districts === undefined || districts.length === subject.districts?.length) return subject;
  return { ...subject, districts, district: districts.at(-1)?.district ?? null };
}

/** The subject after an event, its count of messages aside. */
export function subjectAfter(subject: Subject, { type, id, data }: RecordedEvent): Subject {
  switch (type) {
    case 'project.registered.v1':
      return profiled(subject, data, id);
    case 'project.amended.v1':
      return profiled(subject, propertyOf(data, 'changes'), id);
    case 'project.code-assigned.v1':
      return { ...subject, code: stated(data, 'code', subject.code) };
    case 'project.transferred.v1':
      return transferred(subject, data, id);
    case 'status.withdrawn.v1':
      return takenBack(subject, data);
    default:
      return subject;
  }
}
