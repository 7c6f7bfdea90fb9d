/** A user of this machine that a program can run as. */
export interface PosixUser {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
}
