/** The server can't listen where it was asked to; the message is one line for the person who started it. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

/** A fastify server: Nest's own `listen` would log the raw error beside ours. */
interface Listener {
  listen(address: { readonly host: string; readonly port: number }): Promise<string>;
}

/**
 * Listens, and gives the address as a URL.
 * @throws ListenError when the port is taken or not allowed, or the address is not this machine's
 */
export async function listen(server: Listener, { host, port }: { host: string; port: number }): Promise<string> {
  try {
    return await server.listen({ host, port });
  } catch (error) {
    const reason = explain((error as NodeJS.ErrnoException).code, host, port);
    throw reason === undefined ? error : new ListenError(reason, { cause: error });
  }
}

function explain(code: string | undefined, host: string, port: number): string | undefined {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use by another program: stop it, or choose another port with --port (EADDRINUSE)`;
    case 'EACCES':
      return `Not allowed to listen on port ${port}: choose one above 1023 with --port (EACCES)`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is not an address of this machine: set MILEPOST_HOST to 127.0.0.1 (${code})`;
    default:
      return undefined;
  }
}
