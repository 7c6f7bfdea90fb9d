import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgresEventStore } from '@milepost/event-store';
import {
  historyAt,
  projectStream,
  type History,
  type ProjectCommand,
  type RecordedProjectEvent,
} from '@milepost/lifecycle';
import {
  importFile,
  ProjectLedger,
  projectIdFor,
  readMapping,
  RulebookReader,
  type ImportReport,
  type ImportRequest,
} from '@milepost/registry';
import { createTestDatabase } from '../support/database';

export const CLOCK = { now: () => '2024-06-01T08:00:00.000Z' };

/** One mapping with all that a small register needs, as an author would write it. */
export const HARBOUR = `
register: harbour
key: Ref
catalogue:
  define:
    code: harbour
    timeZone: Europe/Lisbon
    kinds: [quay, crane]
    milestones:
      - planned
      - { code: started, after: planned }
      - { code: dropped, exit: true }
      - { code: finished, after: started }
ruleset:
  define:
    code: harbour-waits
    bottlenecks:
      - { code: unstarted, clockStartsAt: planned, awaits: started, yellow: 90 days }
dates: { formats: [dd.MM.yyyy, iso], blank: [n/a] }
profile:
  name: Name
  kind: { column: Kind, ignoreCase: true, map: { Quay: quay, Crane: crane } }
  district: { value: Harbour }
  totalInvestment: { column: Cost, unit: 万元 }
milestones:
  planned: { column: Planned, document: { number: Permit } }
  started: Started
  finished: { column: Finished, when: { column: Status, notIn: [dropped] } }
  dropped: { column: Finished, when: { column: Status, equals: dropped } }
statuses:
  - { to: suspended, column: Paused, reason: Why }
  - { to: resumed, column: Resumed }
`;

export const HEAD = 'Ref;Name;Kind;Cost;Planned;Permit;Started;Finished;Status;Paused;Resumed;Why';

export interface Ledger {
  readonly store: PostgresEventStore;
  readonly url: string;
  readonly folder: string;
  /** Writes a file beside the mapping and answers its path. */
  write(name: string, content: string | Buffer): string;
  read(name: string): string;
  /** Imports a file by a mapping written as YAML. */
  run(file: string, mapping?: string, options?: Partial<ImportRequest>): Promise<ImportReport>;
  history(key: string, register?: string): Promise<History | undefined>;
  events(key: string, register?: string): Promise<RecordedProjectEvent[]>;
  /** A person's own commands on a project. */
  byHand(key: string, commands: readonly ProjectCommand[]): Promise<void>;
  close(): Promise<void>;
}

/** An empty store in PostgreSQL and a folder for files. */
export async function openLedger(): Promise<Ledger> {
  const database = await createTestDatabase();
  const store = await PostgresEventStore.open(database.pool);
  const folder = mkdtempSync(join(tmpdir(), 'milepost-import-'));
  const write = (name: string, content: string | Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const events = async (key: string, register = 'harbour') =>
    (await store.readStream(projectStream(projectIdFor(register, key)))) as RecordedProjectEvent[];
  return {
    store,
    url: database.url,
    folder,
    write,
    read: (name) => readFileSync(join(folder, name), 'utf8'),
    events,
    run: async (file, mapping = HARBOUR, options = {}) => {
      const read = await readMapping(write('mapping.yaml', mapping));
      return importFile({ file, mapping: read, store, clock: CLOCK, ...options });
    },
    history: async (key, register) => historyAt(await events(key, register), null),
    byHand: async (key, commands) => {
      const ledger = new ProjectLedger(store, new RulebookReader(store), CLOCK);
      const metadata = { actor: 'clerk', source: 'graphql' };
      const outcome = await ledger.execute({ projectId: projectIdFor('harbour', key), commands, metadata });
      if (!outcome.accepted) throw new Error(JSON.stringify(outcome.errors));
    },
    close: async () => {
      await store.close();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
