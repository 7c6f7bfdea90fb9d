import { EventIdReused, WrongExpectedRevision, type EventStore } from '@milepost/event-store';
import {
  CHECKPOINT_ISSUED,
  checkpointStream,
  type EventMetadata,
  type NewCheckpointEvent,
  type Notice,
} from '@milepost/lifecycle';
import { v5 as namedId } from 'uuid';
import { proveConsistency, TreeMismatch } from '../merkle';
import { formatTreeHead, signNote, type SignerKey } from '../note';
import { notices } from '../notices';
import type { Checkpoint } from './checkpoint';
import type { CheckpointTable } from './checkpoint-table';
import type { StoredTree } from './stored-tree';

/** Namespace of the ids of checkpoint events: one id for one size of one log, so that the store itself refuses a second. */
const CHECKPOINTS = '2c0f7c52-6d5b-4c8e-9a53-7a0f5f3f8d11';
const MAX_TRIES = 5;
/** Events looked at at once for one that is no checkpoint. */
const PAGE = 100;

export type IssueOutcome =
  | {
      readonly accepted: true;
      readonly checkpoint: Checkpoint;
      /** False: there was nothing new to sign. */ readonly issued: boolean;
    }
  | { readonly accepted: false; readonly error: Notice };

/** Signs what the store holds. */
export class CheckpointIssuer {
  constructor(
    private readonly store: Pick<EventStore, 'append' | 'readAll' | 'leafIndexOf'>,
    private readonly tree: StoredTree,
    private readonly checkpoints: CheckpointTable,
    private readonly signer: SignerKey,
  ) {}

  /**
   * Issues a checkpoint over all events, unless only checkpoints have come since the last one. Never signs over a store
   * that does not begin with what was signed before, and never two for one size.
   * @throws EventStoreUnavailable
   */
  async issue(metadata: EventMetadata): Promise<IssueOutcome> {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      // Before the size is taken: a later one could already cover more.
      const latest = await this.checkpoints.latest();
      const outcome = await this.attempt(latest, metadata).catch((error: unknown): IssueOutcome => {
        if (!(error instanceof TreeMismatch)) throw error;
        return { accepted: false, error: notices.inconsistent(null, { size: latest?.size ?? 0 }) };
      });
      if (outcome !== null) return outcome;
    }
    return { accepted: false, error: notices.checkpointContended(null) };
  }

  /** @returns `null` when another process was faster: look again @throws TreeMismatch */
  private async attempt(latest: Checkpoint | null, metadata: EventMetadata): Promise<IssueOutcome | null> {
    const size = await this.tree.grow();
    if (size === 0 && latest === null) return { accepted: false, error: notices.storeEmpty(null) };
    const root = await this.rootAfter(latest, size);
    if (latest !== null && !(await this.hasNews(latest, size))) {
      return { accepted: true, checkpoint: latest, issued: false };
    }
    if (!(await this.append(latest, size, root, metadata))) return null;
    const checkpoint = await this.checkpoints.ofSize(size);
    return checkpoint && { accepted: true, checkpoint, issued: true };
  }

  /** The root over so many events, which begin with those of the last checkpoint. @throws TreeMismatch */
  private async rootAfter(latest: Checkpoint | null, size: number): Promise<Buffer> {
    const older = latest?.size ?? 0;
    if (size < older) throw new TreeMismatch(`${size} events are left of ${older}`);
    const { olderRoot, newerRoot } = await proveConsistency(this.tree, older, size);
    if (latest !== null && olderRoot.toString('base64') !== latest.rootHash) {
      throw new TreeMismatch(`the first ${older} events are not those that were signed`);
    }
    return newerRoot;
  }

  /** Whether an event that is no checkpoint came since. */
  private async hasNews(latest: Checkpoint, size: number): Promise<boolean> {
    if (size === latest.size) return false;
    // Usually the checkpoint follows what it covers; what came in between was taken while it was signed.
    if ((await this.store.leafIndexOf(latest.eventId)) !== latest.size) return true;
    for (let after = latest.position; ;) {
      const events = await this.store.readAll({ after, limit: PAGE });
      if (events.some(({ type }) => type !== CHECKPOINT_ISSUED)) return true;
      const last = events.at(-1);
      if (last === undefined || events.length < PAGE) return false;
      after = last.position;
    }
  }

  /** @returns false when another process was faster */
  private async append(
    latest: Checkpoint | null,
    size: number,
    root: Buffer,
    metadata: EventMetadata,
  ): Promise<boolean> {
    const { name: origin, verifier } = this.signer;
    const stream = checkpointStream(origin);
    const event: NewCheckpointEvent = {
      id: namedId(`${stream}/${size}`, CHECKPOINTS),
      type: CHECKPOINT_ISSUED,
      data: {
        origin,
        size,
        rootHash: root.toString('base64'),
        note: signNote(formatTreeHead({ origin, size, root }), this.signer),
        verifierKey: String(verifier),
      },
      metadata,
    };
    try {
      await this.store.append(stream, latest?.revision ?? 'none', [event]);
      return true;
    } catch (error) {
      if (error instanceof WrongExpectedRevision || error instanceof EventIdReused) return false;
      throw error;
    }
  }
}
