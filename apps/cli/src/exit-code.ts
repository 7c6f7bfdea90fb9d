export const EXIT_OK = 0;
/** The command could not do its work. */
export const EXIT_FAILED = 1;
/** The command did its work, but some rows were refused. */
export const EXIT_REFUSED = 2;
/** The command did its work, but there is more to do: it is to be run again. */
export const EXIT_AGAIN = 2;
/** Ended by the user, as shells report it for Ctrl-C. */
export const EXIT_INTERRUPTED = 130;
