/** Where imported facts come from: `import:<register>:<file>#sha256=<hash>`, in every event's metadata. */
export interface Edition {
  readonly register: string;
  /** The file's name without its folder. */
  readonly file: string;
  readonly sha256: string;
}

export function sourceOf({ register, file, sha256 }: Edition): string {
  return `import:${register}:${file}#sha256=${sha256}`;
}

/** Tells whether a source is an edition, any edition, of the register. */
export function statedBy(register: string): (source: string) => boolean {
  const prefix = `import:${register}:`;
  return (source) => source.startsWith(prefix);
}
