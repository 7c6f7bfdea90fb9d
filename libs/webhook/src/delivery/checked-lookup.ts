import type { LookupFunction } from 'node:net';
import { DomainError } from '@milepost/lifecycle';
import { isNotice, type Address, type AddressGuard } from '../guard';

type Answer = Awaited<ReturnType<AddressGuard['resolveAll']>>;

/** So many names at most are remembered. */
const MOST_NAMES = 10_000;

/**
 * Resolves names for new connections through the guard, so that a connection goes to the very addresses that were checked.
 * An answer is remembered for a moment: a burst of connections to one host is one question.
 */
export class CheckedLookup {
  private readonly answers = new Map<string, { readonly answer: Promise<Answer>; readonly untilMs: number }>();

  /** @param forMs how long an answer holds; a few seconds at most, or a host that moves is not followed */
  constructor(
    private readonly guard: AddressGuard,
    private readonly forMs: number,
  ) {}

  /** In the form that `net.connect` takes. */
  of(protocol: 'http:' | 'https:'): LookupFunction {
    return (host, options, callback) => {
      this.ask(`${protocol}//${host}`).then(
        (answer) => {
          if (isNotice(answer)) return callback(new DomainError(answer.code, answer), []);
          const wanted = answer.filter(({ family }) => !options.family || options.family === family);
          const [first] = wanted as [Address?];
          if (first === undefined) callback(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), []);
          // All of them have been checked: whichever answers first will do.
          else if (options.all) callback(null, wanted);
          else callback(null, first.address, first.family);
        },
        (error: Error) => callback(error, []),
      );
    };
  }

  private ask(origin: string): Promise<Answer> {
    const now = performance.now();
    const known = this.answers.get(origin);
    if (known !== undefined && now < known.untilMs) return known.answer;
    if (this.answers.size >= MOST_NAMES) this.answers.clear();
    const answer = this.guard.resolveAll(new URL(origin));
    this.answers.set(origin, { answer, untilMs: now + this.forMs });
    return answer;
  }
}
