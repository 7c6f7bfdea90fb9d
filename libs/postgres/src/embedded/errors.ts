/** Another live process owns the data folder. */
export class DataFolderInUse extends Error {
  override readonly name = 'DataFolderInUse';
  constructor(
    readonly folder: string,
    readonly ownerPid: number,
  ) {
    super(`data folder ${folder} is in use by process ${ownerPid}: stop that process or choose another folder`);
  }
}

/** The unprivileged user that PostgreSQL runs as can't get at a folder it needs. */
export class DataFolderUnreachable extends Error {
  override readonly name = 'DataFolderUnreachable';
  constructor(
    readonly folder: string,
    readonly user: string,
  ) {
    super(
      `data folder ${folder} can't be reached by user ${user}, under which PostgreSQL runs because this process is root: ` +
        `choose a folder outside closed home folders, such as /var/lib/milepost, or open it (chmod o+x)`,
    );
  }
}

/** The embedded PostgreSQL can't be prepared, started or stopped. */
export class EmbeddedPostgresFailed extends Error {
  override readonly name = 'EmbeddedPostgresFailed';
  constructor(
    readonly folder: string,
    reason: string,
    override readonly cause?: unknown,
  ) {
    super(`PostgreSQL in data folder ${folder}: ${reason}`);
  }
}
