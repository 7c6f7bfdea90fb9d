import type { EventStore } from '@milepost/event-store';
import type { EventMetadata } from '@milepost/lifecycle';
import { migrate, type Pool } from '@milepost/postgres';
import type { LogKey } from '../key';
import { notices, refusal } from '../notices';
import { ProofReader } from '../proof/proof-reader';
import { CheckpointIssuer, type IssueOutcome } from './checkpoint-issuer';
import { CheckpointTable } from './checkpoint-table';
import { migrations } from './migrations';
import { StoredTree } from './stored-tree';

interface LogOptions {
  readonly store: EventStore;
  /** The read database. */
  readonly pool: Pool;
  /** `null` where none is configured: then proofs of a named size are all there is. */
  readonly key: LogKey | null;
}

/** The transparency log over an event store: its tree, its checkpoints, its proofs. */
export class CheckpointLog {
  readonly proofs: ProofReader;
  private readonly table: CheckpointTable | null;
  private readonly issuer: CheckpointIssuer | null;

  private constructor({ store, pool, key }: LogOptions) {
    const tree = new StoredTree(pool, store);
    this.table = key && new CheckpointTable(pool, store, key.verifier.name);
    this.issuer = this.table && key?.signer ? new CheckpointIssuer(store, tree, this.table, key.signer) : null;
    this.proofs = new ProofReader(store, tree, this.table);
    this.verifierKey = key === null ? null : String(key.verifier);
  }

  /** The public key in use, as C2SP signed-note writes it. */
  readonly verifierKey: string | null;

  static async open(options: LogOptions): Promise<CheckpointLog> {
    await migrate(options.pool, 'audit.log', migrations);
    return new CheckpointLog(options);
  }

  get canIssue(): boolean {
    return this.issuer !== null;
  }

  /** @throws DomainError `checkpoint.not-configured` */
  get checkpoints(): CheckpointTable {
    if (this.table === null) throw refusal(notices.notConfigured(null));
    return this.table;
  }

  /** Issues a checkpoint, unless nothing has come since the last one but checkpoints. @throws EventStoreUnavailable */
  async issue(metadata: EventMetadata): Promise<IssueOutcome> {
    if (this.table === null) return { accepted: false, error: notices.notConfigured(null) };
    if (this.issuer === null) return { accepted: false, error: notices.cannotSign(null) };
    return this.issuer.issue(metadata);
  }
}
