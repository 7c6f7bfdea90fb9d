/** What a receiver is told by a message; of its JSON. */
export interface Told {
  readonly id: string;
  readonly subject: string;
  readonly sequence: string;
  /** When the event was recorded: ISO 8601. */
  readonly time: string;
}

/** What came to one receiver. */
export interface ArrivalFigures {
  readonly requests: number;
  /** Messages that were taken, each counted once. */
  readonly taken: number;
  /** Messages that came once more after they had been taken. */
  readonly repeated: number;
  /** Messages whose first arrival was not next in its project, or came before the one ahead of it was taken. */
  readonly outOfOrder: number;
}

const numbers = new Map<string, number>();

/** Messages by a small number, the same for all receivers: a million arrivals must fit into little memory. */
function numberOf(id: string): number {
  const known = numbers.get(id);
  if (known !== undefined) return known;
  numbers.set(id, numbers.size);
  return numbers.size - 1;
}

/** What has come to one receiver so far, in little memory. */
export class Arrivals {
  private requests = 0;
  private taken = 0;
  private repeated = 0;
  private outOfOrder = 0;
  private readonly last = new Map<string, { readonly sequence: number; readonly number: number }>();
  private readonly seen: boolean[] = [];
  private readonly done: boolean[] = [];

  come({ id, subject, sequence }: Told): void {
    this.requests += 1;
    const number = numberOf(id);
    if (this.done[number]) this.repeated += 1;
    if (this.seen[number]) return;
    this.seen[number] = true;
    const last = this.last.get(subject);
    const isNext = Number(sequence) === (last?.sequence ?? 0) + 1;
    if (!isNext || (last !== undefined && !this.done[last.number])) this.outOfOrder += 1;
    this.last.set(subject, { sequence: Number(sequence), number });
  }

  take({ id }: Told): void {
    const number = numberOf(id);
    if (!this.done[number]) this.taken += 1;
    this.done[number] = true;
  }

  get figures(): ArrivalFigures {
    const { requests, taken, repeated, outOfOrder } = this;
    return { requests, taken, repeated, outOfOrder };
  }
}
