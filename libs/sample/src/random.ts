/**
 * A seeded source of pseudo-random draws (sfc32): the same seed and stream draw the same values on every machine. All
 * 128 bits of its state are seeded, so that a hundred thousand streams of one seed never coincide.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private d = 1;

  /** @param stream tells the sequences of one seed apart, e.g. a project's number */
  constructor(seed: number, stream: number) {
    this.a = seed | 0;
    this.b = stream | 0;
    this.c = Math.floor(seed / 0x1_0000_0000) ^ 0x9e37_79b9;
    for (let round = 0; round < 15; round += 1) this.uint32();
  }

  uint32(): number {
    const sum = (((this.a + this.b) | 0) + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** From 0 (inclusive) to 1 (exclusive). */
  fraction(): number {
    return this.uint32() / 0x1_0000_0000;
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** A whole number from `min` to `max`, both inclusive. */
  int(min: number, max: number): number {
    return min + Math.floor(this.fraction() * (max - min + 1));
  }

  /** A whole number from `min` to `max` that is mostly small: how long things take when they mostly go well. */
  skewed(min: number, max: number): number {
    return min + Math.floor(this.fraction() ** 1.8 * (max - min + 1));
  }

  pick<T>(list: readonly T[]): T {
    return list[this.int(0, list.length - 1)] as T;
  }

  weighted<T>(choices: readonly (readonly [value: T, weight: number])[]): T {
    let left = this.fraction() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of choices) if ((left -= weight) < 0) return value;
    return (choices.at(-1) as readonly [T, number])[0];
  }

  hex(digits: number): string {
    let text = '';
    while (text.length < digits) text += this.uint32().toString(16).padStart(8, '0');
    return text.slice(0, digits);
  }

  /** A UUID in the form of version 4. */
  uuid(): string {
    const text = this.hex(32);
    const variant = ((parseInt(text.slice(16, 17), 16) & 3) | 8).toString(16);
    return `${text.slice(0, 8)}-${text.slice(8, 12)}-4${text.slice(13, 16)}-${variant}${text.slice(17, 20)}-${text.slice(20)}`;
  }
}
