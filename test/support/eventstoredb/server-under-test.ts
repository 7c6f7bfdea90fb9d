import { Emulator } from './emulator';

/** The server that a suite runs against: the real one of EVENTSTORE_TEST_URL, or an emulator. */
export interface ServerUnderTest {
  readonly url: string;
  /** Undefined where the server is real: what it can't be made to do is left out. */
  readonly emulator: Emulator | undefined;
  close(): Promise<void>;
}

export async function serverUnderTest(): Promise<ServerUnderTest> {
  const url = process.env.EVENTSTORE_TEST_URL?.trim();
  if (url) return { url, emulator: undefined, close: async () => undefined };
  const emulator = await Emulator.start();
  return { url: emulator.url, emulator, close: () => emulator.die() };
}

/** A test that only a server can pass that misbehaves on command. */
export const itOnEmulator: jest.It = process.env.EVENTSTORE_TEST_URL?.trim() ? it.skip : it;
