/** An export can't be made as asked; the message tells the person why. */
export class ExportError extends Error {
  override readonly name = 'ExportError';
}
