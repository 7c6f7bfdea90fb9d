import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { fastify } from 'fastify';
import { listen, ListenError } from './listen';

const start = (host: string, port: number) => {
  const server = fastify();
  return listen(server, { host, port }).finally(() => server.close());
};

const failing = (code: string) =>
  listen({ listen: () => Promise.reject(Object.assign(new Error('raw'), { code })) }, { host: '127.0.0.1', port: 80 });

describe('listening', () => {
  it('gives the address', async () => {
    expect(await start('127.0.0.1', 0)).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('says in one line that the port is taken, and what to do', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const refusal = await start('127.0.0.1', port).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ListenError);
    expect((refusal as Error).message).toMatch(new RegExp(`^Port ${port} on 127.0.0.1 is in use.*--port.*EADDRINUSE`));
    other.close();
  });

  it.each([
    ['EACCES', /Not allowed to listen on port 80/],
    ['EADDRNOTAVAIL', /not an address of this machine/],
  ])('explains %s', (code, message) => expect(failing(code)).rejects.toThrow(message));

  it('leaves other errors as they are', () => expect(failing('EOTHER')).rejects.toThrow('raw'));
});
