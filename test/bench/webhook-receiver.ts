import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Takes whatever is posted and says that it is well: in a process of its own, so that it costs the sender no time. */
const server = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(204).end());
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.once('SIGTERM', () => process.exit(0));
