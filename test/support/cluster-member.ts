import { once } from 'node:events';
import { join } from 'node:path';
import { startCommand, type RunningCommand } from './command';

export type MemberRole = 'api' | 'projector' | 'webhooks';

const MAIN = join('dist', 'apps', 'server', 'src', 'main.js');
const VIEW_LED = /(\w+): leading/g;

/** One process of a cluster: the built server with one role. It can be killed and started again. */
export class ClusterMember {
  private command: RunningCommand | undefined;
  private address: Promise<string> | undefined;
  /** Where it answers; undefined while it does not run, or does not answer yet. */
  url: string | undefined;

  constructor(
    readonly role: MemberRole,
    private readonly env: Record<string, string>,
  ) {}

  /** Starts it. @returns as soon as it listens */
  async start(): Promise<void> {
    const command = startCommand(process.execPath, [MAIN, '--port', '0'], { ...this.env, MILEPOST_ROLES: this.role });
    this.command = command;
    this.address = command.said(/Listening on (http:[^\s"]+)/);
    // Of one that is killed while it starts nobody wants to know.
    this.address.catch(() => undefined);
    const url = await this.address;
    if (this.command === command) this.url = url;
  }

  /** Ends it without any chance to clean up. @returns once it is gone */
  async kill(): Promise<void> {
    this.url = undefined;
    const child = this.command!.child;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** Ends it in order. @returns its exit code and what it said */
  async stop(): Promise<{ readonly code: number | null; readonly output: string }> {
    this.url = undefined;
    this.command?.child.kill('SIGTERM');
    return (await this.command?.ended) ?? { code: 0, output: '' };
  }

  /** True when it says that it can do its work. */
  async ready(): Promise<boolean> {
    return (await this.ask('ready'))?.ok === true;
  }

  /** Names of the views that it leads, as far as it answers. */
  async leads(): Promise<string[]> {
    const body = await (await this.ask('ready'))?.text().catch(() => undefined);
    if (body === undefined) return [];
    const { checks } = JSON.parse(body) as { checks: Record<string, { detail?: string }> };
    return [...(checks.projections?.detail ?? '').matchAll(VIEW_LED)].map(([, view]) => view);
  }

  private async ask(what: 'ready'): Promise<Response | undefined> {
    if (this.url === undefined) return undefined;
    return fetch(`${this.url}/health/${what}`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
  }
}
