import { startApi, type Api } from '../support/api';
import { waitUntil } from '../support/wait-until';
import { LOOPBACK_WEBHOOKS, Receiver } from '../support/webhooks/receiver';

/** Land supplied so long ago that 未开工 is red on any day from now on. */
const SUPPLIED = '2020-01-10';

describe('a limit that has passed', () => {
  let api: Api;
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await Receiver.start();
    api = await startApi({ env: { ...LOOPBACK_WEBHOOKS, MILEPOST_LIGHTS: 'on' } });
  });
  afterAll(async () => {
    await api.close();
    await receiver.stop();
  });

  const run = async (name: string, input: object): Promise<Record<string, never>> => {
    const type = `${name[0].toUpperCase()}${name.slice(1)}Input`;
    const selection = name === 'registerProject' ? 'project { id }' : '';
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { userErrors { code } ${selection} } }`;
    const answer = (await api.ask(query, { input })).data[name];
    expect(answer.userErrors).toEqual([]);
    return answer;
  };

  /** By one of the two rulesets that watch this milestone. */
  const told = () => receiver.bodies().filter(({ data }) => data.ruleset === 'five-milestones');

  it('is told to other bureaus, and so is that it is over', async () => {
    const types = ['bottleneck.turned-yellow', 'bottleneck.turned-red', 'bottleneck.cleared'];
    const filter = { types, milestones: ['groundbreaking'] };
    await run('createWebhook', { url: receiver.url, description: '重大项目办', bureau: '发改局', filter });
    const { project } = await run('registerProject', { name: '泵阀项目', kind: 'new-build', district: '361002' });
    const { id: projectId } = project as { id: string };
    await run('recordMilestone', { projectId, milestone: 'land-supply', occurredOn: SUPPLIED });
    await waitUntil('both lights have come', () => told().length === 2);
    await run('recordMilestone', { projectId, milestone: 'groundbreaking', occurredOn: '2026-03-02' });
    await waitUntil('the end has come', () => told().length === 3);

    expect(told().map(({ type }) => type)).toEqual(types.map((type) => `milepost.${type}.v1`));
    expect(told().map(({ subject }) => subject)).toEqual([projectId, projectId, projectId]);
    const sequences = told().map(({ sequence }) => sequence);
    expect([...sequences].sort()).toEqual(sequences);
    expect(told()[1].data).toMatchObject({
      bottleneck: 'groundbreaking-pending',
      awaits: 'groundbreaking',
      since: SUPPLIED,
    });
    expect(told()[2].data).toMatchObject({ was: 'red', because: 'passed', on: '2026-03-02' });
  });
});
