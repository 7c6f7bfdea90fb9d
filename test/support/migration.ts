import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { run } from '../../apps/cli/src/run';
import type { EventStore } from '../../libs/event-store/src';
import type { SealedEvent } from '../../libs/lifecycle/src';
import { Emulator } from './eventstoredb';

const ROOT = join(__dirname, '..', '..');
const STORE_VARIABLES = ['DATABASE_URL', 'EVENTSTORE_URL', 'MILEPOST_DATA'];

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `milepost migrate-store` in this process. */
export async function migrateStoreCommand(from: string, to: string, ...args: string[]): Promise<Ended> {
  const said = { out: '', err: '' };
  const spies = [
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((said.out += String(text)))),
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((said.err += String(text)))),
  ];
  const argv = ['node', 'milepost', 'migrate-store', '--from', from, '--to', to, '--language', 'en', ...args];
  try {
    return { code: await run(argv), ...said };
  } finally {
    spies.forEach((spy) => spy.mockRestore());
  }
}

/** The same in a process of its own, which can be killed. */
export function spawnMigration(from: string, to: string) {
  const hook = join(ROOT, 'test', 'support', 'ts-node-hook.cjs');
  const main = join(ROOT, 'apps', 'cli', 'src', 'main.ts');
  const env = { ...process.env };
  for (const name of STORE_VARIABLES) delete env[name];
  return spawn(process.execPath, ['-r', hook, main, 'migrate-store', '--from', from, '--to', to], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** All events with their hashes, without their positions, which differ between stores. */
export async function sealedEvents(store: EventStore): Promise<Omit<SealedEvent, 'position'>[]> {
  const events: Omit<SealedEvent, 'position'>[] = [];
  for (let after = '0'; ;) {
    const page = await store.readSealed({ after });
    if (page.length === 0) return events;
    events.push(...page.map(({ position: _, ...event }) => event));
    after = page[page.length - 1].position;
  }
}

/** A server without events: the real one of EVENTSTORE_TEST_URL where it has none, otherwise an emulator. */
export async function emptyServer(isEmpty: (url: string) => Promise<boolean>) {
  const url = process.env.EVENTSTORE_TEST_URL?.trim();
  if (url !== undefined && url !== '' && (await isEmpty(url))) return { url, close: async () => undefined };
  const emulator = await Emulator.start();
  return { url: emulator.url, close: () => emulator.die() };
}
