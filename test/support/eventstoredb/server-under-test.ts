import { Emulator } from './emulator';

/** The server that a suite runs against: the real one of EVENTSTORE_TEST_URL, or an emulator. */
export interface ServerUnderTest {
  readonly url: string;
  /** Undefined where the server is real: what it can't be made to do is left out. */
  readonly emulator: Emulator | undefined;
  close(): Promise<void>;
}

const given = process.env.EVENTSTORE_TEST_URL?.trim();

export async function serverUnderTest(): Promise<ServerUnderTest> {
  const url = given;
  if (url && !URL.canParse(url)) throw new Error('EVENTSTORE_TEST_URL is to name one server, of a cluster its leader');
  if (url) return { url, emulator: undefined, close: async () => undefined };
  const emulator = await Emulator.start();
  return { url: emulator.url, emulator, close: () => emulator.die() };
}

/** A test that only a server can pass that misbehaves on command. */
export const itOnEmulator: jest.It = given ? it.skip : it;

/** A test that looks for what goes over the wire, which TLS hides. */
export const itInTheClear: jest.It = given && !given.includes('tls=false') ? it.skip : it;
