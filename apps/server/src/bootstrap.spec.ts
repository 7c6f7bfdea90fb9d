import { bootstrap, type Server } from './bootstrap';
import { createPingModule } from './fixture/ping.module';
import { HealthChecks } from './health/health-checks';
import { Logging } from './logging';
import { readSettings } from './settings';
import { Shutdown } from './shutdown';

describe('the server', () => {
  const lines: string[] = [];
  const logger = new Logging({ level: 'info', stream: { write: (line: string) => void lines.push(line) } });
  const shutdown = new Shutdown(logger);
  let server: Server;
  beforeAll(async () => {
    const settings = readSettings(['--port', '0'], {});
    server = await bootstrap(createPingModule, { settings, logger, shutdown });
  });
  afterAll(() => shutdown.close());

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(server.url + path, { headers, redirect: 'manual' });

  it('answers GraphQL', async () => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ ping }' }),
    });
    expect(await response.json()).toEqual({ data: { ping: 'pong' } });
  });

  it('logs where it listens', () => expect(lines.join('')).toContain(`Listening on ${server.url}`));

  it('is live, and ready once all checks are well', async () => {
    expect(await (await get('/health/live')).json()).toEqual({ live: true });
    const ready = await get('/health/ready');
    expect([ready.status, ready.headers.get('cache-control')]).toEqual([200, 'no-store']);

    server.app.get(HealthChecks).add('store', () => ({ ok: false, detail: 'catching up' }));
    const notReady = await get('/health/ready');
    expect(notReady.status).toBe(503);
    expect(await notReady.json()).toEqual({
      ready: false,
      checks: { store: { ok: false, detail: 'catching up' } },
    });
  });

  it('leads to GraphiQL, which comes from its own files alone', async () => {
    for (const query of ['', '?query=%7Bping%7D']) {
      const root = await get(`/${query}`);
      expect([root.status, root.headers.get('location')]).toEqual([302, `/graphiql${query}`]);
    }

    const page = await get('/graphiql');
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self';/);
    expect(html).not.toMatch(/https?:\/\/|<script>|style=/);
    const parts = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path = '']) => path);
    expect(parts).toHaveLength(5);
    for (const path of parts) {
      const part = await get(path);
      expect([path, part.status]).toEqual([path, 200]);
      expect((await part.text()).length).toBeGreaterThan(100);
      const again = await get(path, { 'if-none-match': part.headers.get('etag') ?? '' });
      expect(again.status).toBe(304);
    }
  });

  it('refuses to be addressed by a foreign name', async () => {
    const foreign = await server.app.inject({ url: '/health/live', headers: { host: 'evil.example:3000' } });
    expect(foreign.statusCode).toBe(421);
    for (const host of ['localhost', 'localhost:3000', '127.0.0.1:3000', '[::1]:3000']) {
      expect((await server.app.inject({ url: '/health/live', headers: { host } })).statusCode).toBe(200);
    }
  });
});
