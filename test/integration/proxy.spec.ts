import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DOCKER_FOLDER } from '../support/compose';
import { freePort } from '../support/container';
import { waitUntil } from '../support/wait-until';

const START = join(DOCKER_FOLDER, 'proxy', 'start-proxy.sh');
const has = (program: string, flag: string) => spawnSync(program, [flag]).status === 0;
const tools = has('nginx', '-v') && has('openssl', 'version');
if (!tools) console.warn('nginx or openssl is not on this machine: the proxy’s answers are not tried');

describe('the proxy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'milepost-proxy-'));
  const secret = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const start = () =>
    spawnSync('sh', [START], { env: { PATH: '/nowhere:/usr/bin:/bin', MILEPOST_PROXY_SECRETS: folder } });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('does not start until it has a certificate, its key and a user with a hashed password', () => {
    const refusal = () => {
      const { status, stderr } = start();
      expect(status).toBe(1);
      return stderr.toString();
    };
    expect(refusal()).toMatch(/proxy-certificate is missing/);
    secret('proxy-certificate', 'certificate');
    expect(refusal()).toMatch(/proxy-key is missing/);
    secret('proxy-key', 'key');
    secret('proxy-users', '');
    expect(refusal()).toMatch(/proxy-users is missing, empty/);
    for (const plain of ['clerk:password\n', '# nobody yet\n', 'clerk\n']) {
      secret('proxy-users', plain);
      expect(refusal()).toMatch(/has no line name:hash/);
    }
    secret('proxy-users', 'clerk:$6$salt$hash\nother:password\n');
    expect(refusal()).toMatch(/has a line that is not name:hash/);
  });

  (tools ? describe : describe.skip)('once configured', () => {
    const seen: IncomingHttpHeaders[] = [];
    const servers: Server[] = [];
    let nginx: ChildProcess;
    let port: number;

    const get = (user?: string) =>
      new Promise<number>((resolve, reject) => {
        const options = { host: '127.0.0.1', port, path: '/graphql', auth: user, rejectUnauthorized: false };
        request(options, (answer) => resolve(answer.resume().statusCode ?? 0))
          .on('error', reject)
          .end();
      });

    beforeAll(async () => {
      for (let index = 0; index < 2; index += 1) {
        const server = createServer((message, answer) => {
          seen.push(message.headers);
          answer.end('{}');
        });
        await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
        servers.push(server);
      }
      const subject = ['-subj', '/CN=localhost', '-days', '2', '-nodes', '-newkey', 'rsa:2048'];
      const files = ['-keyout', join(folder, 'proxy-key'), '-out', join(folder, 'proxy-certificate')];
      execFileSync('openssl', ['req', '-x509', ...subject, ...files], { stdio: 'ignore' });
      secret('proxy-users', `clerk:${execFileSync('openssl', ['passwd', '-6', 's3cr3t']).toString()}`);
      port = await freePort();
      const [first, second] = servers.map((server) => String((server.address() as AddressInfo).port));
      const read = (name: string) => readFileSync(join(DOCKER_FOLDER, 'proxy', name), 'utf8');
      secret(
        'upstream.conf',
        read('cluster.conf')
          .replace('3001', first as string)
          .replace('3002', second as string),
      );
      mkdirSync(join(folder, 'tmp'));
      for (const open of [folder, join(folder, 'tmp')]) chmodSync(open, 0o777);
      const changed = read('nginx.conf')
        .replaceAll('/tmp/', `${folder}/tmp/`)
        .replaceAll('/run/secrets', folder)
        .replaceAll('/etc/nginx/upstream.conf', join(folder, 'upstream.conf'))
        .replaceAll('/dev/stdout', join(folder, 'access.log'))
        .replaceAll('/dev/stderr', join(folder, 'error.log'))
        .replace('8443', String(port))
        .replace('8080', String(await freePort()));
      secret('nginx.conf', changed);
      nginx = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-g', 'daemon off;'], { stdio: 'ignore' });
      await waitUntil('nginx answers', () => {
        if (nginx.exitCode !== null) throw new Error(readFileSync(join(folder, 'error.log'), 'utf8'));
        return get().then(
          () => true,
          () => false,
        );
      });
    });

    afterAll(async () => {
      const ended = new Promise((resolve) => nginx.on('exit', resolve));
      // Fast: connections that are kept alive would hold up a graceful end.
      if (nginx.kill('SIGTERM')) await ended;
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    });

    it('lets nobody in without the password', async () => {
      expect([await get(), await get('clerk:wrong'), await get('nobody:s3cr3t')]).toEqual([401, 401, 401]);
      expect(seen).toEqual([]);
    });

    it('hands on a request under a loopback name and without the password', async () => {
      expect(await get('clerk:s3cr3t')).toBe(200);
      expect(seen.at(-1)).toMatchObject({ host: '127.0.0.1' });
      expect(seen.at(-1)).not.toHaveProperty('authorization');
    });

    it('goes on when one of the servers behind it is gone', async () => {
      const [first] = servers;
      await new Promise((resolve) => {
        first?.close(resolve);
        first?.closeAllConnections();
      });
      for (let index = 0; index < 6; index += 1) expect(await get('clerk:s3cr3t')).toBe(200);
    });

    it('logs who asked, not what for', () => {
      expect(readFileSync(join(folder, 'access.log'), 'utf8')).toMatch(/ clerk GET \/graphql 200 /);
    });
  });
});
