import { inspect } from 'node:util';
import { readSettings } from './settings';

const webhooks = (env: Record<string, string>) => readSettings([], env, '/srv/milepost').webhooks;

describe('the settings of webhooks', () => {
  it('come from the environment, files by their absolute paths, keys as a secret', () => {
    const given = webhooks({
      MILEPOST_WEBHOOK_KEY: 'AAAA',
      MILEPOST_WEBHOOK_NETWORKS: '10.20.0.0/16, fd00:1::/64',
      MILEPOST_WEBHOOK_PORTS: '443, 9000-9100',
      MILEPOST_WEBHOOK_CA_FILE: 'ca.pem',
      MILEPOST_WEBHOOK_SOURCE: 'https://milepost.example/',
    });
    expect(given).toMatchObject({
      networks: ['10.20.0.0/16', 'fd00:1::/64'],
      ports: [
        { from: 443, to: 443 },
        { from: 9000, to: 9100 },
      ],
      caFile: '/srv/milepost/ca.pem',
      source: 'https://milepost.example/',
    });
    expect(inspect(given)).not.toContain('AAAA');
    expect(webhooks({ MILEPOST_WEBHOOK_KEY_FILE: 'webhook.key' }).keyFile).toBe('/srv/milepost/webhook.key');
  });

  it.each([
    [{ MILEPOST_WEBHOOK_KEY: 'AAAA', MILEPOST_WEBHOOK_KEY_FILE: 'x' }, /only one can hold/],
    [{ MILEPOST_WEBHOOK_NETWORKS: '10.0.0.0/33' }, /MILEPOST_WEBHOOK_NETWORKS: /],
    [{ MILEPOST_WEBHOOK_NETWORKS: 'intranet' }, /MILEPOST_WEBHOOK_NETWORKS: /],
    [{ MILEPOST_WEBHOOK_PORTS: '70000' }, /MILEPOST_WEBHOOK_PORTS: /],
    [{ MILEPOST_WEBHOOK_SOURCE: 'not a uri' }, /MILEPOST_WEBHOOK_SOURCE must be a URI/],
  ])('%o are refused, with the reason', (env, problem) => {
    expect(() => webhooks(env as Record<string, string>)).toThrow(problem);
  });
});
