import { setTimeout } from 'node:timers/promises';
import type { ClusterMember } from './cluster-member';
import type { Seeded } from './seeded';

/** A mutation that was answered as done. */
export interface Acknowledged {
  readonly name: Mutation['name'];
  readonly key: string;
  readonly projectId: string;
  readonly position: string;
}

interface Mutation {
  readonly name: 'registerProject' | 'recordMilestone';
  readonly key: string;
  readonly input: Record<string, unknown>;
}

/** The most that is sent, whatever the machine can do. */
const MOST_PER_SECOND = 120;
const ANSWER_MS = 10_000;
const RETRY_MS = 50;

/**
 * Callers that register projects and record milestones, several of them on the same projects. A mutation whose answer
 * is lost is sent again, to whichever server answers, with the same key.
 */
export class ClusterLoad {
  readonly acknowledged: Acknowledged[] = [];
  /** Answers that were lost, or named an outage. */
  lost = 0;
  /** What was answered otherwise than as done or as an outage: there should be none. */
  readonly refused: string[] = [];
  private readonly projects: string[] = [];
  private ended = false;
  private readonly callers: Promise<void>[];

  constructor(
    private readonly apis: readonly ClusterMember[],
    private readonly seeded: Seeded,
    callers: number,
  ) {
    this.callers = Array.from({ length: callers }, (_, caller) => this.call(caller, callers));
  }

  /** No new ones; those under way are sent until they are answered. */
  async end(): Promise<void> {
    this.ended = true;
    await Promise.all(this.callers);
  }

  private async call(caller: number, callers: number): Promise<void> {
    for (let index = 0; !this.ended; index += 1) {
      const began = Date.now();
      const mutation = this.next(`mutation ${caller}-${index}`, caller + index * callers);
      const done = await this.untilAnswered(mutation);
      if (done === 'refused') continue;
      this.acknowledged.push(done);
      if (mutation.name === 'registerProject') this.projects.push(done.projectId);
      await setTimeout(Math.max(0, began + (1_000 * callers) / MOST_PER_SECOND - Date.now()));
    }
  }

  private next(key: string, number: number): Mutation {
    if (this.projects.length < 5 || this.seeded.below(4) === 0) {
      const input = { name: key, kind: 'new-build', district: '361002', idempotencyKey: key };
      return { name: 'registerProject', key, input };
    }
    // Another day each time: the same milestone on the same day would be refused.
    const occurredOn = new Date(Date.UTC(1990, 0, 1 + (number % 10_000))).toISOString().slice(0, 10);
    // The latest ones, so that callers meet on them. Land supplied long ago and no groundbreaking: lights turn red.
    const projectId = this.seeded.pick(this.projects.slice(-5));
    const input = { projectId, milestone: 'land-supply', occurredOn, repeat: true, note: key, idempotencyKey: key };
    return { name: 'recordMilestone', key, input };
  }

  private async untilAnswered(mutation: Mutation): Promise<Acknowledged | 'refused'> {
    for (;;) {
      const done = await this.send(mutation).catch(() => undefined);
      if (done) return done;
      this.lost += 1;
      await setTimeout(RETRY_MS);
    }
  }

  /** @returns undefined when the answer says nothing about what became of it */
  private async send({ name, key, input }: Mutation): Promise<Acknowledged | 'refused' | undefined> {
    const urls = this.apis.flatMap(({ url }) => (url === undefined ? [] : [url]));
    if (urls.length === 0) return undefined;
    const type = `${name[0].toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { position project { id } userErrors { code } } }`;
    const response = await fetch(`${this.seeded.pick(urls)}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { input } }),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const { data, errors } = (await response.json()) as Answer;
    if (errors?.some(({ extensions }) => extensions?.code.endsWith('.unavailable'))) return undefined;
    const { position, project, userErrors = [] } = data?.[name] ?? {};
    if (position && project) return { name, key, projectId: project.id, position };
    this.refused.push(`${name} ${key}: ${JSON.stringify(errors ?? userErrors)}`);
    return 'refused';
  }
}

interface Answer {
  readonly data?: Record<
    string,
    { position?: string; project?: { id: string }; userErrors?: readonly { code: string }[] } | undefined
  >;
  readonly errors?: readonly { readonly extensions?: { readonly code: string } }[];
}
