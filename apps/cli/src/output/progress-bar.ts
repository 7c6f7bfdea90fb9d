const WIDTH = 30;
const REDRAW_MS = 100;
const LINE_MS = 5_000;
const number = new Intl.NumberFormat('en');

/** How far a run has come; `refused` where it refuses things. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly refused?: number;
}

interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Shows how far a run has come: a bar on a terminal, a line every few seconds elsewhere. */
export class ProgressBar {
  private readonly began: number;
  private shownAt = 0;
  private drawn = false;

  constructor(
    private readonly terminal: Terminal,
    private readonly clock: () => number = Date.now,
    /** What is counted. */
    private readonly unit = 'rows',
  ) {
    this.began = clock();
    this.shownAt = this.began;
  }

  update(progress: Progress): void {
    const now = this.clock();
    const last = progress.done === progress.total;
    if (now - this.shownAt < (this.terminal.isTTY === true ? REDRAW_MS : LINE_MS) && !(last && this.drawn)) return;
    this.shownAt = now;
    this.draw(progress, now);
  }

  /** Leaves the last state of the bar behind. */
  end(): void {
    if (this.drawn && this.terminal.isTTY === true) this.terminal.write('\n');
  }

  private draw({ done, total, refused }: Progress, now: number): void {
    const share = total === 0 ? 1 : done / total;
    const rate = Math.round(done / Math.max(0.001, (now - this.began) / 1000));
    const state = `${Math.floor(share * 100)}%  ${number.format(done)}/${number.format(total)}  ${number.format(rate)} ${this.unit}/s${refused === undefined ? '' : `  ${number.format(refused)} refused`}`;
    this.drawn = true;
    if (this.terminal.isTTY !== true) {
      this.terminal.write(`${state}\n`);
      return;
    }
    const filled = Math.round(share * WIDTH);
    this.terminal.write(`\r\u001b[K[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${state}`);
  }
}
