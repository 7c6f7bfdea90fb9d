import { notices as common, type Notice } from '@milepost/lifecycle';
import type { StreamDecision } from '@milepost/event-store';
import type { Endpoint, EndpointStatus } from './endpoint';
import type {
  EndpointChanged,
  EndpointCreated,
  EndpointDisabled,
  EndpointFact,
  EndpointProfile,
  ReplayRequested,
  SecretRotated,
} from './endpoint-event';
import { notices } from './notices';
import { filterProblems, profileProblems, reasonProblems } from './profile-problems';

/** What is asked of an endpoint. Secrets are sealed and addresses resolved before. */
export type EndpointCommand =
  | { readonly kind: 'create'; readonly data: EndpointCreated }
  | ({ readonly kind: 'change' } & EndpointChanged)
  | { readonly kind: 'pause'; readonly reason: string }
  | { readonly kind: 'resume'; readonly reason: string; readonly skipMissed: boolean }
  | ({ readonly kind: 'rotate' } & SecretRotated)
  | ({ readonly kind: 'disable' } & EndpointDisabled)
  | { readonly kind: 'delete'; readonly reason: string }
  | { readonly kind: 'test' }
  | ({ readonly kind: 'replay' } & ReplayRequested)
  | { readonly kind: 'discard'; readonly message: string; readonly reason: string };

const accept = (...facts: EndpointFact[]): StreamDecision => ({ accepted: true, facts, warnings: [] });
const refuse = (...errors: Notice[]): StreamDecision => ({ accepted: false, errors });

/**
 * Decides on a command by what the endpoint's events have made of it.
 * @param knownTypes the types of messages that there are
 */
export function decideOnEndpoint(
  endpoint: Endpoint | undefined,
  command: EndpointCommand,
  { id, knownTypes }: { readonly id: string; readonly knownTypes: readonly string[] },
): StreamDecision {
  if (command.kind === 'create') {
    if (endpoint !== undefined) return refuse(notices.exists('id', { id }));
    const problems = profileProblems(command.data, knownTypes);
    return problems.length > 0 ? refuse(...problems) : accept({ type: 'webhook.created.v1', data: command.data });
  }
  if (endpoint === undefined) return refuse(notices.unknown('id', { id }));
  if (endpoint.status === 'deleted') return refuse(notices.deleted('id', { at: endpoint.stopped?.at ?? '' }));
  if ('reason' in command) {
    const problems = reasonProblems(command.reason);
    if (problems.length > 0) return refuse(...problems);
  }
  return decideOnLiving(endpoint, command, knownTypes);
}

const stopped = (status: EndpointStatus): Notice =>
  status === 'paused' ? notices.paused('id') : notices.disabled('id');

function decideOnLiving(
  endpoint: Endpoint,
  command: Exclude<EndpointCommand, { kind: 'create' }>,
  knownTypes: readonly string[],
): StreamDecision {
  const { status } = endpoint;
  switch (command.kind) {
    case 'change':
      return change(endpoint, command, knownTypes);
    case 'pause':
      if (status !== 'active') return refuse(stopped(status));
      return accept({ type: 'webhook.paused.v1', data: { reason: command.reason } });
    case 'resume': {
      if (status === 'active') return refuse(notices.alreadyActive('id'));
      const { reason, skipMissed } = command;
      return accept({ type: 'webhook.resumed.v1', data: { reason, skipMissed } });
    }
    case 'disable': {
      // Somebody paused it in the same moment: what they wanted is done already.
      if (status !== 'active') return refuse(stopped(status));
      const { because, since } = command;
      return accept({ type: 'webhook.disabled.v1', data: { because, since } });
    }
    case 'rotate': {
      const { secret, signingKey, previousUntil, reason } = command;
      return accept({ type: 'webhook.secret-rotated.v1', data: { secret, signingKey, previousUntil, reason } });
    }
    case 'delete':
      return accept({ type: 'webhook.deleted.v1', data: { reason: command.reason } });
    case 'test':
      return accept({ type: 'webhook.test-requested.v1', data: {} });
    case 'replay': {
      const { message, after, through, filter, reason } = command;
      const problems = filterProblems(filter, knownTypes);
      if (problems.length > 0) return refuse(...problems);
      return accept({ type: 'webhook.replay-requested.v1', data: { message, after, through, filter, reason } });
    }
    case 'discard': {
      const { message, reason } = command;
      return accept({ type: 'webhook.message-discarded.v1', data: { message, reason } });
    }
  }
}

function change(
  endpoint: Endpoint,
  { changes, headerValues, reason }: EndpointChanged,
  knownTypes: readonly string[],
): StreamDecision {
  const problems = profileProblems(changes, knownTypes);
  if (problems.length > 0) return refuse(...problems);
  const isNew = ([name, value]: [string, unknown]): boolean =>
    // Values of headers can't be compared without opening them: given, they count as new.
    (name === 'headers' && headerValues !== undefined) ||
    JSON.stringify(value) !== JSON.stringify(endpoint[name as keyof EndpointProfile]);
  const changed: Partial<EndpointProfile> = Object.fromEntries(Object.entries(changes).filter(isNew));
  if (Object.keys(changed).length === 0) return refuse(common.nothingChanges(null));
  const data = { changes: changed, reason, ...(headerValues !== undefined && { headerValues }) };
  return accept({ type: 'webhook.changed.v1', data });
}
