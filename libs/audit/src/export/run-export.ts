import type { EventStore } from '@milepost/event-store';
import type { Clock } from '@milepost/lifecycle';
import { codedOnly } from '@milepost/graphql';
import { v7 as timeOrderedId } from 'uuid';
import type { AccessLog } from '../access';
import { selectionText, type AccessEntry } from '../access/entry';
import type { Proving } from './jsonl/proving';
import { selectionLines } from './jsonl/selection';
import { wholeStoreLines } from './jsonl/whole-store';
import { oc4idsPackage, type Publication } from './oc4ids/package';
import { asOfSelection, isWholeStore, type Selection } from './selection';
import { exportState, selectedProjects, type ExportState, type SelectedProject } from './selected-projects';
import type { LogView } from './xes/log-event';
import { xesLog } from './xes/log';

/** What is to be written, with what its format needs to know. */
export type ExportFormat =
  | { readonly format: 'jsonl'; readonly proving: Proving }
  | { readonly format: 'oc4ids'; readonly publication: Publication }
  | { readonly format: 'xes'; readonly view: LogView };

export interface ExportProgress {
  readonly projects: number;
  readonly events: number;
}

export interface ExportRequest {
  readonly store: EventStore;
  /** Where the export is recorded before its first byte is written, and once more when it has ended. */
  readonly log: AccessLog;
  readonly clock: Clock;
  readonly actor: string;
  readonly selection: Selection;
  readonly as: ExportFormat;
  /** Takes the file's text piece by piece, no faster than it can. */
  readonly write: (chunks: AsyncIterable<string>) => Promise<void>;
  readonly onProgress?: (progress: ExportProgress) => void;
  readonly signal?: AbortSignal;
}

export interface ExportReport extends ExportProgress {
  /** Position of the last event that it may hold. */
  readonly position: string;
}

/**
 * Exports a selection. The state is that of the beginning, whatever is recorded meanwhile.
 * @throws ExportError, AccessLogUnavailable, and what `write` throws
 */
export async function runExport(request: ExportRequest): Promise<ExportReport> {
  const { store, log, clock, selection, as, signal } = request;
  const state = await exportState(store, asOfSelection(selection, clock));
  const began = performance.now();
  const recorded = { ...accessOf(request, state), correlationId: timeOrderedId() };
  await log.record([{ ...recorded, operation: 'begin', id: timeOrderedId() }]);
  const done = { projects: 0, events: 0 };
  const end = (failed: boolean): Promise<void> =>
    log.record([
      {
        ...recorded,
        operation: 'end',
        id: timeOrderedId(),
        rows: as.format === 'oc4ids' ? done.projects : done.events,
        durationMs: Math.round(performance.now() - began),
        failed,
      },
    ]);

  const onEvents = (count: number): void => {
    signal?.throwIfAborted();
    done.events += count;
    request.onProgress?.(done);
  };

  async function* counted(): AsyncGenerator<SelectedProject> {
    for await (const project of selectedProjects(store, selection, state)) {
      signal?.throwIfAborted();
      done.projects += 1;
      done.events += project.selected.length;
      request.onProgress?.(done);
      yield project;
    }
  }

  try {
    await request.write(chunksOf(request, counted(), state, onEvents));
  } catch (error) {
    // That it began is recorded; why it failed matters more than that its end is not.
    await end(true).catch(() => undefined);
    throw error;
  }
  await end(false);
  return { ...done, position: state.upTo };
}

function chunksOf(
  { as, store, selection, clock }: ExportRequest,
  projects: AsyncIterable<SelectedProject>,
  state: ExportState,
  onEvents: (count: number) => void,
): AsyncGenerator<string> {
  switch (as.format) {
    case 'jsonl':
      return isWholeStore(selection)
        ? wholeStoreLines(store, as.proving.checkpoint, onEvents)
        : selectionLines(projects, selection, store, as.proving);
    case 'oc4ids':
      return oc4idsPackage(projects, state, as.publication, state.asOf.knownAt ?? clock.now());
    case 'xes':
      return xesLog(projects, { state, selection, view: as.view });
  }
}

function accessOf({ actor, as, selection }: ExportRequest, { asOf, upTo }: ExportState): Omit<AccessEntry, 'id'> {
  return {
    actor,
    channel: 'export',
    operation: null,
    field: as.format,
    selection: selectionText(codedOnly({ ...selection, ...asOf })),
    rows: null,
    position: upTo,
    correlationId: null,
    durationMs: null,
    failed: false,
  };
}
