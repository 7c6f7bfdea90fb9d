import { join } from 'node:path';
import { startCommand, type RunningCommand } from './command';

interface Told {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests name what they expect
  readonly data: any;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

/** The built server as a process of its own. */
export interface ServerProcess {
  readonly command: RunningCommand;
  readonly url: string;
  ask(query: string, variables?: Record<string, unknown>): Promise<Told>;
  /** Ends it in order. */
  stop(): Promise<void>;
}

/** Starts what `npm run build` made, without npm in between, so that a signal hits the server itself. */
export async function startServer(args: readonly string[], env: Record<string, string> = {}): Promise<ServerProcess> {
  const main = join('dist', 'apps', 'server', 'src', 'main.js');
  const command = startCommand(process.execPath, [main, '--port', '0', ...args], env);
  const url = await command.said(/Milepost is ready: (\S+)\/graphiql/);
  return {
    command,
    url,
    async ask(query, variables) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as Told;
    },
    async stop() {
      command.child.kill('SIGTERM');
      await command.ended;
    },
  };
}
