import { parseExposition } from '../../apps/server/src/metrics/parse-exposition.spec-support';
import packageJson from '../../package.json';
import { startApi, type Api } from '../support/api';
import { documentText } from '../support/documented';
import { waitUntil } from '../support/wait-until';
import { LOOPBACK_WEBHOOKS, Receiver } from '../support/webhooks/receiver';

const scrape = async ({ app }: Api) => {
  const response = await app.inject({ method: 'GET', url: '/metrics' });
  return { response, families: new Map(parseExposition(response.body).map((family) => [family.name, family])) };
};

describe('a server', () => {
  let api: Api;
  let receiver: Receiver;
  let endpoint: string;
  beforeAll(async () => {
    api = await startApi({ env: LOOPBACK_WEBHOOKS });
    receiver = await Receiver.start();
    const input = { url: receiver.url, description: '统计联网平台', bureau: '统计局' };
    const create = 'mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) { endpoint { id } } }';
    endpoint = (await api.ask(create, { input })).data.createWebhook.endpoint.id as string;
    const test = `mutation { testWebhook(input: { id: "${endpoint}" }) { attempt { state } } }`;
    expect((await api.ask(test)).data.testWebhook.attempt).toEqual({ state: 'DELIVERED' });
  });
  afterAll(async () => {
    await api.close();
    await receiver.stop();
  });

  const valuesOf = async (name: string, label: string) => {
    const { families } = await scrape(api);
    return Object.fromEntries((families.get(name)?.samples ?? []).map(({ labels, value }) => [labels?.[label], value]));
  };

  it('answers in the text format of Prometheus', async () => {
    const { response, families } = await scrape(api);
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
      'cache-control': 'no-store',
    });
    expect(families.get('milepost_info')?.samples).toEqual([{ labels: { version: packageJson.version }, value: 1 }]);
    expect(families.get('milepost_store_head')?.samples[0]?.value).toBeGreaterThan(0);
  });

  it('tells how the views follow, and of every part that it could be asked', async () => {
    const views = ['bottleneck', 'history', 'integrity', 'timeline'];
    await waitUntil('all views follow', async () => {
      const lag = await valuesOf('milepost_projection_lag', 'projection');
      return views.every((view) => lag[view] === 0);
    });
    const parked = await valuesOf('milepost_projection_parked', 'projection');
    expect(Object.keys(parked).sort()).toEqual(views);
    expect(await valuesOf('milepost_projection_role', 'role')).toMatchObject({ leading: 1 });
    const failed = await valuesOf('milepost_scrape_failed', 'part');
    expect(failed).toEqual({ process: 0, health: 0, 'event store': 0, projections: 0, webhooks: 0 });
  });

  it('tells of every check of its health', async () => {
    const ready = JSON.parse((await api.app.inject({ method: 'GET', url: '/health/ready' })).body) as {
      checks: object;
    };
    const ok = await valuesOf('milepost_health_ok', 'check');
    expect(Object.keys(ok)).toEqual(Object.keys(ready.checks));
    expect(new Set(Object.values(ok))).toEqual(new Set([1]));
    expect(Object.keys(await valuesOf('milepost_health_alarm', 'check'))).toEqual(Object.keys(ok));
  });

  it('tells how every endpoint stands, and what came of the attempts', async () => {
    expect(await valuesOf('milepost_webhook_endpoint', 'status')).toEqual({ active: 1 });
    for (const name of ['pending', 'exhausted', 'oldest_seconds', 'lag', 'failing']) {
      expect({ name, ...(await valuesOf(`milepost_webhook_${name}`, 'endpoint')) }).toEqual({ name, [endpoint]: 0 });
    }
    await waitUntil('it is counted', async () => {
      const attempts = await valuesOf('milepost_webhook_attempts_total', 'result');
      return attempts.delivered === 1;
    });
    expect(Object.keys(await valuesOf('milepost_webhook_attempt_seconds_total', 'endpoint'))).toEqual([endpoint]);
  });

  // The guide may name more: some families are told only where there is something to tell of.
  it.each(['docs/deployment.md', 'docs/deployment.zh-CN.md'])(
    'tells nothing that %s does not explain',
    async (guide) => {
      const documented = [...documentText(guide).matchAll(/^\| `((?:milepost|process|nodejs)_[a-z0-9_]+)/gm)];
      const { families } = await scrape(api);
      expect(documented.map(([, name]) => name)).toEqual(expect.arrayContaining([...families.keys()]));
    },
  );

  it('tells no name, address or secret', async () => {
    const { response } = await scrape(api);
    expect(response.body).not.toMatch(/postgres(ql)?:|@|127\.0\.0\.1|\p{Script=Han}/u);
  });
});

describe.each(['projector', 'webhooks'])('a process of role %s alone', (role) => {
  it('answers too', async () => {
    const api = await startApi({ env: { MILEPOST_ROLES: role } });
    try {
      const { response, families } = await scrape(api);
      expect(response.statusCode).toBe(200);
      expect(families.has('milepost_projection_role')).toBe(true);
    } finally {
      await api.close();
    }
  });
});
