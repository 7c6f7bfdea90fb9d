import { createServer } from 'node:net';

/** A TCP port that was free on 127.0.0.1 a moment ago: the preferred one if it is. */
export async function freePort(preferred = 0): Promise<number> {
  return preferred === 0 ? probe(0) : probe(preferred).catch(() => probe(0));
}

function probe(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address && typeof address === 'object') resolve(address.port);
        else reject(new Error('no free port found'));
      });
    });
  });
}
