import type { EventStore } from '@milepost/event-store';
import { projectStream } from '@milepost/lifecycle';
import type { ReadModels, RuleEvents } from '@milepost/projection';
import type { BoardSubject } from '../query/board-reader';
import { changedProjects, chosenOf, countChanged, type ChangesRequest } from './changed-projects';
import { compareProject, type ComparedProject, type Side } from './compared-project';

/** Two states of the same selection, each pinned. */
export interface ComparedSubjects {
  readonly from: BoardSubject;
  readonly to: BoardSubject;
}

const requestOf = ({ from, to }: ComparedSubjects, after?: string | null): ChangesRequest => ({
  ruleset: to.ruleset.code,
  from: from.asOf,
  to: to.asOf,
  filter: to.filter,
  after,
});

/** Reads what differs between two states: which projects by the view, why by their events. */
export class ComparisonReader {
  constructor(
    private readonly models: ReadModels,
    private readonly rules: RuleEvents,
    private readonly store: Pick<EventStore, 'readStream'>,
  ) {}

  count(subjects: ComparedSubjects): Promise<number> {
    return countChanged(this.models.pool, requestOf(subjects));
  }

  /** One page of the projects that differ, in the order of their ids, with one more than asked for. */
  async projects(subjects: ComparedSubjects, first: number, after: string | null): Promise<ComparedProject[]> {
    const { pool } = this.models;
    const ids = await changedProjects(pool, requestOf(subjects, after), first);
    const { from, to } = subjects;
    const [wasChosen, isChosen, was, is, streams] = await Promise.all([
      chosenOf(pool, ids, from.asOf, from.filter),
      chosenOf(pool, ids, to.asOf, to.filter),
      this.sideOf(from),
      this.sideOf(to),
      // Asked for at once, the store reads them together.
      Promise.all(ids.map((id) => this.store.readStream(projectStream(id)))),
    ]);
    return ids.map((id, index) =>
      compareProject({
        id,
        stream: streams[index] ?? [],
        from: was,
        to: is,
        chosen: { from: wasChosen.has(id), to: isChosen.has(id) },
      }),
    );
  }

  private async sideOf({ asOf, position, ruleset }: BoardSubject): Promise<Side> {
    return { on: asOf.on, position, ruleset: ruleset.code, book: await this.rules.rulebook(asOf.knownAt) };
  }
}
