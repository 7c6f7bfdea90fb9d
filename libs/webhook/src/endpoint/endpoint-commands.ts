import type { DecidedOptions, DecidedOutcome, EventStore } from '@milepost/event-store';
import { comparePositions, notices as common, type Clock, type Notice, type Rulebook } from '@milepost/lifecycle';
import { v4 as randomId, v5 as namedId } from 'uuid';
import { isNotice, type AddressGuard } from '../guard';
import { newSecret, newSigningKey } from '../signing';
import { ROTATION_MS } from '../delivery/schedule';
import type { Vault } from '../store/vault';
import type { Endpoint } from './endpoint';
import type { EndpointChanged, EndpointCreated, EndpointProfile, SecretReferences, Start } from './endpoint-event';
import type { EndpointLedger } from './endpoint-ledger';
import type { EndpointFilter } from './filter';
import { filterWarnings } from './filter-warnings';
import { notices } from './notices';
import { headerName, headerProblems } from './profile-problems';
import type { MessageIndex } from '../log/message-index';

/** Namespace of the ids of endpoints that are made of idempotency keys. */
const ENDPOINTS = '0d7f4f0e-3a3b-4bb0-8d0e-6f4c2f1a9c55';

export interface EndpointOutcome {
  /** As it is now; null when nothing was changed. */
  readonly endpoint: Endpoint | null;
  readonly position: string | null;
  readonly errors: readonly Notice[];
  readonly warnings: readonly Notice[];
  /** Shown this once. */
  readonly secret?: string;
}

type Settings = Omit<EndpointProfile, 'headers'> & { readonly headers: Readonly<Record<string, string>> };

export interface CreateRequest extends Settings {
  readonly id?: string;
  readonly start: Start;
  /** Sign with Ed25519 too (`v1a`). */
  readonly asymmetric: boolean;
}

export interface ReplayRequest {
  readonly message?: string;
  readonly after?: string;
  readonly from?: string;
  readonly through?: string;
  readonly to?: string;
  readonly filter: EndpointFilter & { readonly projects?: readonly string[] };
  readonly reason: string;
}

interface Surroundings {
  readonly store: Pick<EventStore, 'head' | 'positionAt'>;
  readonly ledger: EndpointLedger;
  readonly vault: Vault;
  readonly guard: AddressGuard;
  readonly messages: MessageIndex;
  /** All catalogues, as far as they are known here. */
  readonly rulebook: () => Promise<Rulebook>;
  readonly clock: Clock;
}

const refused = (...errors: readonly Notice[]): EndpointOutcome => ({
  endpoint: null,
  position: null,
  errors,
  warnings: [],
});

/** What people ask of endpoints: addresses are checked, secrets made and sealed, then it is decided and recorded. */
export class EndpointCommands {
  constructor(private readonly surroundings: Surroundings) {}

  /** Sets an endpoint up; its secret comes with the answer, this once. */
  async create(request: CreateRequest, options: DecidedOptions): Promise<EndpointOutcome> {
    const { vault } = this.surroundings;
    const { start, asymmetric, headers: given, ...profile } = request;
    const id = request.id ?? (options.idempotencyKey ? namedId(options.idempotencyKey, ENDPOINTS) : randomId());
    if (!vault.canSeal) return refused(notices.keyMissing(null));
    const headers = lowerCased(given);
    const from = await this.startOf(start);
    const problems = [...headerProblems(headers), ...(await this.urlProblems(request.url)), ...from.problems];
    if (problems.length > 0) return refused(...problems);
    const kept = await this.keepSecrets(id, asymmetric, headers);
    const { id: _, ...attributes } = profile as typeof profile & { id?: string };
    const data: EndpointCreated = {
      ...attributes,
      ...kept.references,
      headers: Object.keys(headers),
      headerValues: kept.headerValues,
      start,
      startAfter: from.position,
    };
    // Not their values, of which then a hash would be kept.
    const asked = { ...request, headers: Object.keys(headers) };
    const outcome = await this.surroundings.ledger.execute(id, { kind: 'create', data }, options, asked);
    return this.warned(await this.withSecret(id, kept, outcome), request.filter);
  }

  async change(
    id: string,
    { headers: given, ...changes }: Partial<Settings>,
    reason: string,
    options: DecidedOptions,
  ): Promise<EndpointOutcome> {
    const { vault, ledger } = this.surroundings;
    const headers = given && lowerCased(given);
    const problems = [
      ...(headers ? headerProblems(headers) : []),
      ...(changes.url === undefined ? [] : await this.urlProblems(changes.url)),
    ];
    if (headers && !vault.canSeal) problems.push(notices.keyMissing(null));
    if (problems.length > 0) return refused(...problems);
    let headerValues: string | null | undefined;
    if (headers) headerValues = Object.keys(headers).length === 0 ? null : await this.keepHeaders(id, headers);
    const command: EndpointChanged = {
      changes: { ...changes, ...(headers && { headers: Object.keys(headers) }) },
      reason,
      ...(headerValues !== undefined && { headerValues }),
    };
    const asked = { change: changes, headers: headers ? Object.keys(headers) : null, reason };
    const outcome = await ledger.execute(id, { kind: 'change', ...command }, options, asked);
    return this.warned(await this.answer(id, outcome), changes.filter);
  }

  /** New secrets; what was signed with before is signed with too for a day. */
  async rotate(id: string, reason: string, options: DecidedOptions): Promise<EndpointOutcome> {
    const { vault, ledger, clock } = this.surroundings;
    if (!vault.canSeal) return refused(notices.keyMissing(null));
    const endpoint = await ledger.find(id);
    if (endpoint === undefined) return refused(notices.unknown('id', { id }));
    const kept = await this.keepSecrets(id, endpoint.current.signingKey !== null, {});
    const previousUntil = new Date(Date.parse(clock.now()) + ROTATION_MS).toISOString();
    const command = { kind: 'rotate', ...kept.references, previousUntil, reason } as const;
    return this.withSecret(id, kept, await ledger.execute(id, command, options, { rotate: id, reason }));
  }

  pause(id: string, reason: string, options: DecidedOptions): Promise<EndpointOutcome> {
    return this.decide(id, { kind: 'pause', reason }, options);
  }

  resume(id: string, reason: string, skipMissed: boolean, options: DecidedOptions): Promise<EndpointOutcome> {
    return this.decide(id, { kind: 'resume', reason, skipMissed }, options);
  }

  remove(id: string, reason: string, options: DecidedOptions): Promise<EndpointOutcome> {
    return this.decide(id, { kind: 'delete', reason }, options);
  }

  test(id: string, options: DecidedOptions): Promise<EndpointOutcome> {
    return this.decide(id, { kind: 'test' }, options);
  }

  /** Sends once more: one message, or what passes a filter in a range, beside what is live. */
  async replay(id: string, request: ReplayRequest, options: DecidedOptions): Promise<EndpointOutcome> {
    const { store, messages } = this.surroundings;
    const { message = null, filter, reason } = request;
    const twice = overlapping(request);
    if (twice !== undefined) return refused(notices.rangeTwice(twice));
    if (message !== null && !(await messages.has(message))) {
      return refused(notices.messageUnknown('message', { id: message }));
    }
    const bad = [request.from, request.to].find(
      (instant) => instant !== undefined && Number.isNaN(Date.parse(instant)),
    );
    if (bad !== undefined) return refused(notices.instantInvalid('from', { instant: bad }));
    const head = await store.head();
    const after = request.after ?? (request.from ? await before(store, request.from) : '0');
    const asked = request.through ?? (request.to ? await store.positionAt(request.to) : head);
    const through = comparePositions(asked, head) > 0 ? head : asked;
    if (message === null && comparePositions(after, through) >= 0) return refused(notices.rangeEmpty('through'));
    const command = { kind: 'replay', message, after, through, filter, reason } as const;
    // Where it ends depends on when it was asked: a repeat is the same request all the same.
    const outcome = await this.surroundings.ledger.execute(id, command, options, { replay: request });
    return this.answer(id, outcome);
  }

  /** Gives a message of the dead-letter list up for good. */
  async discard(id: string, message: string, reason: string, options: DecidedOptions): Promise<EndpointOutcome> {
    if (!(await this.surroundings.messages.isExhausted(id, message))) {
      return refused(notices.notWaiting('message', { id: message }));
    }
    return this.decide(id, { kind: 'discard', message, reason }, options);
  }

  private async decide(
    id: string,
    command: Parameters<EndpointLedger['execute']>[1],
    options: DecidedOptions,
  ): Promise<EndpointOutcome> {
    return this.answer(id, await this.surroundings.ledger.execute(id, command, options));
  }

  private async answer(id: string, outcome: DecidedOutcome): Promise<EndpointOutcome> {
    if (!outcome.accepted) return refused(...outcome.errors);
    const endpoint = (await this.surroundings.ledger.find(id)) ?? null;
    return { endpoint, position: outcome.position, errors: [], warnings: outcome.warnings };
  }

  private async warned(outcome: EndpointOutcome, filter: EndpointFilter | undefined): Promise<EndpointOutcome> {
    if (outcome.endpoint === null || filter === undefined) return outcome;
    const warnings = filterWarnings(filter, await this.surroundings.rulebook());
    return { ...outcome, warnings: [...outcome.warnings, ...warnings] };
  }

  /** The secret, unless the same request had been answered before: then nobody is shown it again. */
  private async withSecret(id: string, kept: Kept, outcome: DecidedOutcome): Promise<EndpointOutcome> {
    const answer = await this.answer(id, outcome);
    const { current, previous } = answer.endpoint ?? {};
    // The one before the last, where somebody else has rotated it in the same moment.
    const isUsed = [current, previous].some((one) => one?.secret === kept.references.secret);
    if (isUsed) return { ...answer, secret: kept.secret };
    await this.surroundings.vault.destroy(id, kept.ids);
    return answer.endpoint === null ? answer : { ...answer, warnings: [notices.secretShownOnce(null)] };
  }

  private async keepSecrets(id: string, asymmetric: boolean, headers: Readonly<Record<string, string>>): Promise<Kept> {
    const secret = newSecret();
    const signing = asymmetric ? newSigningKey() : null;
    const withHeaders = Object.keys(headers).length > 0;
    const secrets = [secret, ...(signing ? [signing.secret] : []), ...(withHeaders ? [JSON.stringify(headers)] : [])];
    const ids = await this.surroundings.vault.keep(id, secrets);
    return {
      secret,
      ids,
      references: {
        secret: ids[0],
        signingKey: signing && { id: ids[1], publicKey: signing.publicKey },
      },
      headerValues: withHeaders ? (ids.at(-1) as string) : null,
    };
  }

  private async keepHeaders(id: string, headers: Readonly<Record<string, string>>): Promise<string> {
    const [kept] = await this.surroundings.vault.keep(id, [JSON.stringify(headers)]);
    return kept;
  }

  private async urlProblems(text: string): Promise<readonly Notice[]> {
    const { guard } = this.surroundings;
    const url = guard.checkUrl(text);
    if (isNotice(url)) return [url];
    const address = await guard.resolve(url);
    return isNotice(address) ? [address] : [];
  }

  private async startOf(start: Start): Promise<{ position: string | null; problems: readonly Notice[] }> {
    const { store } = this.surroundings;
    switch (start.from) {
      case 'now':
        return { position: null, problems: [] };
      case 'beginning':
        return { position: '0', problems: [] };
      case 'position': {
        if (start.position === '') return { position: null, problems: [common.fieldRequired('start.position')] };
        const head = await store.head();
        const beyond = comparePositions(start.position, head) > 0;
        return {
          position: start.position,
          problems: beyond ? [notices.positionInvalid('start.position', { head })] : [],
        };
      }
      case 'instant':
        if (start.instant === '') return { position: null, problems: [common.fieldRequired('start.instant')] };
        return { position: await store.positionAt(start.instant), problems: [] };
    }
  }
}

interface Kept {
  readonly secret: string;
  readonly ids: readonly string[];
  readonly references: SecretReferences;
  readonly headerValues: string | null;
}

const lowerCased = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [headerName(name), value]));

/** Of two ways to say the same, the second that is used: one message and a range, a position and an instant. */
function overlapping({ message, after, from, through, to }: ReplayRequest): string | undefined {
  const range = Object.entries({ after, from, through, to }).filter(([, value]) => value !== undefined);
  if (message !== undefined) return range[0]?.[0];
  if (after !== undefined && from !== undefined) return 'from';
  return through !== undefined && to !== undefined ? 'to' : undefined;
}

/** Position after which everything was recorded at the instant or later. */
async function before(store: Pick<EventStore, 'positionAt'>, instant: string): Promise<string> {
  return store.positionAt(new Date(Date.parse(instant) - 1).toISOString());
}
