import type { ExportProgress } from '@milepost/audit';

const REDRAW_MS = 100;
const LINE_MS = 5_000;
const number = new Intl.NumberFormat('en');

interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Shows how far an export has come: in place on a terminal, a line every few seconds elsewhere. */
export class ExportProgressLine {
  private shownAt: number;
  private drawn = false;

  constructor(
    private readonly terminal: Terminal,
    private readonly clock: () => number = Date.now,
  ) {
    this.shownAt = clock();
  }

  update({ projects, events }: ExportProgress): void {
    const now = this.clock();
    const inPlace = this.terminal.isTTY === true;
    if (now - this.shownAt < (inPlace ? REDRAW_MS : LINE_MS)) return;
    this.shownAt = now;
    this.drawn = true;
    const state = `${number.format(projects)} projects  ${number.format(events)} events`;
    this.terminal.write(inPlace ? `\r\u001b[K${state}` : `${state}\n`);
  }

  /** Leaves the last state behind. */
  end(): void {
    if (this.drawn && this.terminal.isTTY === true) this.terminal.write('\n');
  }
}
