import { run } from '../../apps/cli/src/run';

/** Where the events and the views are; no `eventStoreUrl`: both in the database. */
export interface CheckedStore {
  readonly databaseUrl: string;
  readonly eventStoreUrl?: string;
}

/** Runs `milepost replay --all --check`: its exit code, and what it printed. */
export async function replayCheck({ databaseUrl, eventStoreUrl = '' }: CheckedStore): Promise<[number, string]> {
  const before = { ...process.env };
  Object.assign(process.env, { DATABASE_URL: databaseUrl, EVENTSTORE_URL: eventStoreUrl });
  let said = '';
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((said += String(text))));
  try {
    return [await run(['node', 'milepost', 'replay', '--all', '--check']), said];
  } finally {
    write.mockRestore();
    process.env = before;
  }
}
