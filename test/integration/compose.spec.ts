import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Ajv from 'ajv';
import packageJson from '../../package.json';
import { COMPOSE_FILES, type ComposeService, DOCKER_FOLDER, durationMs, readCompose } from '../support/compose';
import { COMPOSE_SCHEMA } from '../support/compose-schema';

describe.each(COMPOSE_FILES)('docker/%s', (name) => {
  const compose = readCompose(name);
  const services = Object.entries(compose.services);
  /** One-shot services end by themselves: they are neither restarted nor asked how they are. */
  const lasting = services.filter(([, { restart }]) => restart !== 'no');
  const each = (rule: (service: ComposeService, name: string) => unknown, of = services) =>
    of.filter(([name, service]) => !rule(service, name)).map(([name]) => name);

  it('is made of what the Compose Specification knows', () => {
    const ajv = new Ajv({ allErrors: true });
    ajv.validate(COMPOSE_SCHEMA, compose);
    expect(ajv.errors).toBeNull();
  });

  const schema = process.env.COMPOSE_SCHEMA;
  (schema ? it : it.skip)('is valid by the schema that COMPOSE_SCHEMA names', () => {
    const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
    const published = JSON.parse(readFileSync(schema as string, 'utf8')) as Record<string, unknown>;
    ajv.validate({ ...published, $schema: undefined }, compose);
    expect(ajv.errors).toBeNull();
  });

  it('limits what every service may take', () => {
    expect(
      each(({ deploy }) => {
        const { cpus, memory, pids } = deploy?.resources?.limits ?? {};
        return Number(cpus) > 0 && /^\d+[mg]$/.test(String(memory)) && Number(pids) > 0;
      }),
    ).toEqual([]);
  });

  it('gives no service more rights than it needs', () => {
    expect(each(({ read_only }) => read_only)).toEqual([]);
    expect(each(({ cap_drop }) => cap_drop?.join() === 'ALL')).toEqual([]);
    expect(each(({ security_opt }) => security_opt?.includes('no-new-privileges:true'))).toEqual([]);
    // Our own image names its user; only the one-shot that hands out certificates is root, with a single capability.
    const root = each(({ image, user }) => image?.startsWith('milepost:') || !/^0?(:|$)/.test(user ?? '0'));
    expect(root).toEqual(name === 'compose.yaml' ? [] : ['certificates']);
    for (const one of root) expect(compose.services[one]?.cap_add).toEqual(['CHOWN']);
    expect(each(({ cap_add }, one) => cap_add === undefined || root.includes(one))).toEqual([]);
  });

  it('restarts what lasts, asks how it is, and lets it end in order', () => {
    expect(each(({ restart }) => restart === 'unless-stopped', lasting)).toEqual([]);
    expect(each(({ healthcheck }) => healthcheck?.test[0] === 'CMD', lasting)).toEqual([]);
    expect(each(({ stop_grace_period }) => durationMs(stop_grace_period ?? '') >= 5_000, lasting)).toEqual([]);
  });

  it('starts each service after what it needs is well', () => {
    for (const [, { depends_on = {} }] of services) {
      for (const [needed, { condition }] of Object.entries(depends_on)) {
        const oneShot = compose.services[needed]?.restart === 'no';
        expect([needed, condition]).toEqual([needed, oneShot ? 'service_completed_successfully' : 'service_healthy']);
      }
    }
    expect(
      each(({ depends_on }, one) => !/^(milepost|api|projector|webhooks)/.test(one) || depends_on?.postgres),
    ).toEqual([]);
  });

  it('pins every image by its version', () => {
    expect(each(({ image }) => /^[\w./-]+:\d+\.\d+[\w.-]*$/.test(image ?? ''))).toEqual([]);
    const own = services.flatMap(([, { image }]) => (image?.startsWith('milepost:') ? [image] : []));
    // No registry has ours: asking one for it by name could only bring somebody else's.
    expect(each(({ image, pull_policy }) => !image?.startsWith('milepost:') || pull_policy === 'never')).toEqual([]);
    expect(new Set(own)).toEqual(new Set([`milepost:${packageJson.version}`]));
    expect(readFileSync(join(DOCKER_FOLDER, 'Dockerfile'), 'utf8')).toMatch(
      /^ARG NODE_IMAGE=node:20\.\d+\.\d+-\w+-slim$/m,
    );
  });

  it('publishes the proxy’s port and nothing else', () => {
    const published = services.filter(([, { ports }]) => ports !== undefined);
    expect(published.map(([one, { ports }]) => [one, ports])).toEqual([['network', [expect.stringMatching(/:8443$/)]]]);
    expect(compose.services.proxy?.network_mode).toBe('service:network');
    for (const [, { environment }] of services) expect(environment?.MILEPOST_HOST).toBeUndefined();
  });

  it('keeps secrets in files, not in the environment', () => {
    const values = services.flatMap(([, { environment = {} }]) => Object.entries(environment));
    expect(values.filter(([key, value]) => /PASSWORD$|SECRET|_URL$/.test(key) || /:\/\/[^/]*@/.test(value))).toEqual(
      [],
    );
    const named = services.flatMap(([, { environment = {}, secrets = [] }]) =>
      Object.values(environment)
        .filter((value) => value.startsWith('/run/secrets/'))
        .filter((path) => !secrets.includes(path.slice('/run/secrets/'.length))),
    );
    expect(named).toEqual([]);
  });

  it('uses what it declares and declares what it uses', () => {
    const used = (of: (service: ComposeService) => readonly string[]) =>
      [...new Set(services.flatMap(([, service]) => of(service)))].sort();
    expect(used(({ secrets = [] }) => secrets)).toEqual(Object.keys(compose.secrets).sort());
    expect(used(({ networks = [] }) => networks)).toEqual(Object.keys(compose.networks).sort());
    const sources = used(({ volumes = [] }) => volumes.map((volume) => volume.split(':')[0] as string));
    expect(sources.filter((source) => !source.startsWith('.'))).toEqual(Object.keys(compose.volumes).sort());
    const files = sources.filter((source) => source.startsWith('.'));
    expect(files.filter((file) => !existsSync(resolve(DOCKER_FOLDER, file)))).toEqual([]);
  });
});

describe.each(COMPOSE_FILES)('webhooks in docker/%s', (name) => {
  const { services, networks } = readCompose(name);
  const of = (role: string) =>
    Object.values(services).filter(({ environment }) => environment?.MILEPOST_ROLES?.split(',').includes(role));

  it('have their key where endpoints are made and where messages are signed', () => {
    const keys = [...of('api'), ...of('webhooks')].map(({ environment }) => environment?.MILEPOST_WEBHOOK_KEY_FILE);
    expect(new Set(keys)).toEqual(new Set(['/run/secrets/webhook-key']));
  });

  it('reach out: of the networks of those who send, and of those who check addresses, one has a way out', () => {
    for (const { network_mode, networks: own = [] } of [...of('api'), ...of('webhooks')]) {
      const joined = network_mode === 'service:network' ? (services.network?.networks ?? []) : own;
      expect(joined.some((network) => !networks[network]?.internal)).toBe(true);
    }
  });
});

describe('the cluster', () => {
  it('has every role twice, three stores, and no container that the loss of one store keeps from starting', () => {
    const { services } = readCompose('compose.cluster.yaml');
    const roles = Object.values(services).flatMap(({ environment }) => environment?.MILEPOST_ROLES ?? []);
    expect(roles.sort()).toEqual(['api', 'api', 'projector', 'projector', 'webhooks', 'webhooks']);
    for (const node of ['esdb-1', 'esdb-2', 'esdb-3']) {
      expect(services[node]?.image).toMatch(/^eventstore\/eventstore:23\.10\./);
      expect(services['api-1']?.depends_on?.[node]?.required).toBe(false);
      const others = services[node]?.environment?.EVENTSTORE_GOSSIP_SEED?.split(',').map((seed) => seed.split(':')[0]);
      expect([node, ...(others ?? [])].sort()).toEqual(['esdb-1', 'esdb-2', 'esdb-3']);
    }
  });
});
