import { decideOnEndpoint, type EndpointCommand } from './decide';
import type { Endpoint, EndpointStatus } from './endpoint';

const ENDPOINT: Endpoint = {
  id: 'e-1',
  revision: 3,
  status: 'active',
  url: 'https://statistics.example/hook',
  description: '投资统计联网平台',
  bureau: '统计局',
  filter: {},
  ordered: true,
  ratePerSecond: null,
  headers: [],
  headerValues: null,
  createdAt: '2026-03-02T01:00:00.000Z',
  createdBy: 'u-1',
  start: { from: 'now' },
  startAfter: '7',
  current: { secret: 's-1', signingKey: null },
  previous: null,
  stopped: null,
};

const decided = (status: EndpointStatus | undefined, command: EndpointCommand) => {
  const endpoint = status && { ...ENDPOINT, status };
  return decideOnEndpoint(endpoint, command, { id: 'e-1', knownTypes: ['milestone.reached'] });
};
const refusal = (status: EndpointStatus | undefined, command: EndpointCommand) => {
  const decision = decided(status, command);
  if (decision.accepted) throw new Error('accepted');
  return decision.errors.map(({ code, field, zh }) => ({ code, field, zh }));
};

const PAUSE: EndpointCommand = { kind: 'pause', reason: '系统升级' };
const RESUME: EndpointCommand = { kind: 'resume', reason: '升级完成', skipMissed: false };

describe('what is asked of an endpoint', () => {
  it('is refused in words of one language, which say how it stands', () => {
    const field = 'id';
    expect(refusal('paused', PAUSE)).toEqual([{ code: 'webhook.not-active', field, zh: '该接收端已暂停。' }]);
    expect(refusal('disabled', PAUSE)).toEqual([
      { code: 'webhook.not-active', field, zh: '该接收端因推送失败已被系统停用。' },
    ]);
    expect(refusal('active', RESUME)).toEqual([
      { code: 'webhook.already-active', field, zh: '该接收端已处于启用状态。' },
    ]);
    expect(refusal(undefined, PAUSE)[0]?.code).toBe('webhook.unknown');
    for (const command of [PAUSE, RESUME]) expect(refusal('deleted', command)[0]?.code).toBe('webhook.deleted');
  });

  it('needs a reason where somebody will ask for it', () => {
    expect(refusal('active', { ...PAUSE, reason: ' ' })[0]).toMatchObject({ field: 'reason' });
    expect(decided('active', PAUSE)).toMatchObject({
      accepted: true,
      facts: [{ type: 'webhook.paused.v1', data: { reason: '系统升级' } }],
    });
  });

  it('changes what differs, and nothing when nothing does', () => {
    const change = (changes: object): EndpointCommand => ({ kind: 'change', changes, reason: '变更' });
    expect(decided('active', change({ bureau: '统计局', ratePerSecond: 5 }))).toMatchObject({
      facts: [{ data: { changes: { ratePerSecond: 5 } } }],
    });
    expect(refusal('active', change({ bureau: '统计局' }))).toHaveLength(1);
    expect(refusal('active', change({ filter: { types: ['milestone.imagined'] } }))[0]).toMatchObject({
      code: 'webhook.type-unknown',
      field: 'filter.types.0',
    });
  });
});
