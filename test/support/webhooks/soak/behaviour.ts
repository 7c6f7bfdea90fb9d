/**
 * How a receiver treats what it is sent:
 * - `fast` takes everything at once;
 * - `slow` takes everything, after hundreds of milliseconds;
 * - `flapping` takes and refuses in phases;
 * - `failing` answers 500 to everything;
 * - `silent` never answers;
 * - `gone` answers 410;
 * - `untrusted` shows a certificate that nobody trusts.
 */
export type Behaviour = 'fast' | 'slow' | 'flapping' | 'failing' | 'silent' | 'gone' | 'untrusted';

export interface SoakEndpoint {
  readonly behaviour: Behaviour;
  readonly ordered: boolean;
}

/** Of twelve endpoints; half of all behave well. */
const MIX: readonly Behaviour[] = [
  'fast',
  'slow',
  'fast',
  'flapping',
  'fast',
  'failing',
  'fast',
  'gone',
  'fast',
  'silent',
  'fast',
  'untrusted',
];

/** So many endpoints of all behaviours, about two of three of them ordered. */
export const mixed = (count: number): SoakEndpoint[] =>
  Array.from({ length: count }, (_, index) => ({
    behaviour: MIX[index % MIX.length],
    // Both among the endpoints of each behaviour, once there are a few of them.
    ordered: (index + Math.floor(index / MIX.length)) % 3 !== 2,
  }));

/** Whether an endpoint gets everything in the end. */
export const getsAll = (behaviour: Behaviour): boolean => ['fast', 'slow', 'flapping'].includes(behaviour);
