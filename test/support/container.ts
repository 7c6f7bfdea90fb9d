import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type ComposeService, durationMs } from './compose';
import { waitUntil } from './wait-until';

const run = promisify(execFile);
const root = join(__dirname, '../..');
/** As in a container, the process does not own its files; only root can be somebody else. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** What the image holds, and a folder of secrets, as a container would see them. */
export interface Runtime {
  readonly folder: string;
  /** The table of sizes that laying it out has printed. */
  readonly table: string;
  writeSecret(name: string, text: string): void;
  /** Runs a command to its end in the runtime; gives what it prints. */
  execute(command: readonly string[], environment?: Readonly<Record<string, string>>): Promise<string>;
  start(service: ComposeService, changes?: Readonly<Record<string, string | undefined>>): Container;
  remove(): void;
}

/** A service's own command with its own environment, as a process. */
export interface Container {
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Resolves once the service's health check ends with 0. */
  healthy(): Promise<void>;
  /** SIGTERM; resolves with the exit code, rejects when the grace period of the compose file is not enough. */
  stop(): Promise<number | null>;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Lays out what the image holds, by the very script that the Dockerfile runs. */
export async function createRuntime(): Promise<Runtime> {
  const base = mkdtempSync(join(tmpdir(), 'milepost-runtime-'));
  const [folder, secrets] = [join(base, 'app'), join(base, 'secrets')];
  const { stdout: table } = await run(process.execPath, [join(root, 'scripts', 'runtime.mjs'), folder, '--link']);
  mkdirSync(secrets);
  for (const open of [base, folder, secrets]) chmodSync(open, 0o755);
  const inside = (environment: Readonly<Record<string, string | undefined>>) => ({
    PATH: process.env.PATH,
    ...Object.fromEntries(
      Object.entries(environment)
        .filter((entry): entry is [string, string] => entry[1] !== undefined)
        .map(([name, value]) => [name, value.replace('/run/secrets', secrets)]),
    ),
  });
  const program = (command: readonly string[]): [string, string[]] => {
    const [name = '', ...rest] = command;
    return [name === 'node' ? process.execPath : name, rest];
  };
  return {
    folder,
    table,
    writeSecret: (name, text) => writeFileSync(join(secrets, name), text, { mode: 0o644 }),
    async execute(command, environment = {}) {
      const [file, args] = program(command);
      return (await run(file, args, { cwd: folder, env: inside(environment), ...NOBODY })).stdout;
    },
    start(service, changes = {}) {
      const environment = { ...service.environment, ...changes };
      const env = inside(environment);
      const [file, args] = program(service.command ?? []);
      const child = spawn(file, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'], ...NOBODY });
      return follow(child, service, env as Record<string, string>, async () => {
        const [probe, rest] = program(service.healthcheck?.test.slice(1) ?? []);
        await run(probe, rest, { cwd: folder, env, ...NOBODY });
      });
    },
    remove: () => rmSync(base, { recursive: true, force: true }),
  };
}

function follow(
  child: ChildProcess,
  service: ComposeService,
  environment: Readonly<Record<string, string>>,
  probe: () => Promise<void>,
): Container {
  let output = '';
  const hear = (chunk: Buffer): void => void (output += chunk.toString());
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const alive = () => child.exitCode === null && child.signalCode === null;
  return {
    environment,
    port: Number(environment.MILEPOST_PORT),
    healthy: () =>
      waitUntil(`${child.spawnargs.join(' ')} is healthy`, async () => {
        if (!alive()) throw new Error(`ended with ${child.exitCode}:\n${output}`);
        // Before it says that it does its work nothing can be well: probing costs a process, and there may be many.
        if (!/Listening on|Holding/.test(output)) return false;
        return probe().then(
          () => true,
          () => false,
        );
      }),
    async stop() {
      child.kill('SIGTERM');
      const grace = durationMs(service.stop_grace_period ?? '10s');
      await waitUntil('it has ended', () => !alive(), grace).catch((error: Error) => {
        child.kill('SIGKILL');
        throw new Error(`${error.message}\n${output}`);
      });
      return ended;
    },
  };
}
