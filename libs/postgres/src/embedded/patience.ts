/** Time that a start or stop may take, in seconds: crash recovery of a large log is slow on a small disk. */
export const PATIENCE_S = 120;
