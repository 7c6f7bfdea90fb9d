import { catalogueOn, courseOf, dayNumber, standingOn } from '@milepost/lifecycle';
import type { ExportState, SelectedProject } from '../selected-projects';
import type { Selection } from '../selection';
import { writeAttributes, type Attribute } from './attribute';
import { logEvents, type LogEvent, type LogView } from './log-event';

const EXTENSIONS = [
  ['Concept', 'concept'],
  ['Time', 'time'],
  ['Lifecycle', 'lifecycle'],
  ['Organizational', 'org'],
] as const;

/** What every trace and every event has, with what stands in for a value that a reader misses. */
const TRACE_GLOBALS: readonly Attribute[] = [
  ['string', 'concept:name', 'UNKNOWN'],
  ['string', 'name', 'UNKNOWN'],
];
const EVENT_GLOBALS: readonly Attribute[] = [
  ['string', 'concept:name', 'UNKNOWN'],
  ['string', 'lifecycle:transition', 'unknown'],
  ['date', 'time:timestamp', '1970-01-01T00:00:00.000+00:00'],
  ['string', 'org:resource', 'UNKNOWN'],
  ['id', 'eventId', '00000000-0000-0000-0000-000000000000'],
  ['string', 'labelZh', 'UNKNOWN'],
  ['string', 'labelEn', 'UNKNOWN'],
  ['string', 'type', 'UNKNOWN'],
  ['date', 'recordedAt', '1970-01-01T00:00:00.000+00:00'],
  ['int', 'revision', 0],
  ['string', 'source', 'UNKNOWN'],
];

const CLASSIFIERS = [
  ['Activity', 'concept:name'],
  ['ActivityAndTransition', 'concept:name lifecycle:transition'],
  ['LabelZh', 'labelZh'],
  ['LabelEn', 'labelEn'],
  ['Resource', 'org:resource'],
] as const;

interface LogRequest {
  readonly state: ExportState;
  readonly selection: Selection;
  readonly view: LogView;
}

/**
 * The selection as an event log in XES (IEEE 1849-2016), a trace for each project. Elements come in the order of the
 * standard's schema; the version is its decimal `1849.2016`.
 */
export async function* xesLog(projects: AsyncIterable<SelectedProject>, request: LogRequest): AsyncGenerator<string> {
  yield `${head(request)}\n`;
  for await (const project of projects) {
    const events = logEvents(project, request.state, request.view);
    if (events.length > 0) yield trace(project, events, request.state);
  }
  yield '</log>\n';
}

function head({ state: { asOf, upTo }, selection, view }: LogRequest): string {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">',
    ...EXTENSIONS.map(
      ([name, prefix]) =>
        `<extension name="${name}" prefix="${prefix}" uri="http://www.xes-standard.org/${prefix}.xesext"/>`,
    ),
    `<global scope="trace">${writeAttributes(TRACE_GLOBALS)}</global>`,
    `<global scope="event">${writeAttributes(EVENT_GLOBALS)}</global>`,
    ...CLASSIFIERS.map(([name, keys]) => `<classifier name="${name}" scope="event" keys="${keys}"/>`),
    writeAttributes([
      ['string', 'concept:name', 'Milepost'],
      ['string', 'lifecycle:model', 'standard'],
      ['string', 'view', view],
      ['string', 'on', asOf.on],
      ['date', 'knownAt', asOf.knownAt],
      ['string', 'position', upTo],
      ['string', 'selection', JSON.stringify(selection)],
    ]),
  ];
  return lines.join('\n');
}

function trace({ history, profile }: SelectedProject, events: readonly LogEvent[], state: ExportState): string {
  const { book, asOf } = state;
  const catalogue = catalogueOn(book, history.registration.catalogue.code, asOf.on);
  const standing = catalogue && standingOn(courseOf(history, catalogue), dayNumber(asOf.on));
  const attributes: readonly Attribute[] = [
    ['string', 'concept:name', history.projectId],
    ['string', 'name', profile.name],
    ['string', 'code', profile.code],
    ['string', 'kind', profile.kind],
    ['string', 'district', profile.district],
    ['string', 'industry', profile.industry],
    ['string', 'landMode', profile.landMode],
    ['string', 'sizeTier', profile.sizeTier],
    ['float', 'totalInvestment', profile.totalInvestment],
    ['string', 'investor', profile.investor],
    ['string', 'bureau', profile.bureau],
    ['string', 'standing', standing],
    ['string', 'catalogue', history.registration.catalogue.code],
    ['date', 'registeredAt', history.registeredAt],
  ];
  return `<trace>${writeAttributes(attributes)}\n${events.map(written).join('')}</trace>\n`;
}

function written({ activity, label, transition, at, event, attributes }: LogEvent): string {
  const { actor, bureau, source, correlationId } = event.metadata;
  return `<event>${writeAttributes([
    ['string', 'concept:name', activity],
    ['string', 'lifecycle:transition', transition],
    ['date', 'time:timestamp', at],
    ['string', 'org:resource', actor],
    ['string', 'org:group', bureau],
    ['id', 'eventId', event.id],
    ['string', 'labelZh', label.zh],
    ['string', 'labelEn', label.en],
    ['string', 'type', event.type],
    ['date', 'recordedAt', event.recordedAt],
    ['int', 'revision', event.revision],
    ['string', 'position', event.position],
    ['string', 'source', source],
    ['string', 'correlationId', correlationId],
    ...attributes,
  ])}</event>\n`;
}
