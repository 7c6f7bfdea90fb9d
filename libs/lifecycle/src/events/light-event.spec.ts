import { bottleneckStream, projectIdOf, projectOfLights, projectStream, rulesetStream } from '.';

const PROJECT = 'fb71cce1-2eda-4aee-bcea-973d1fb45381';

describe('the stream of a project’s lights', () => {
  it('is named for the project, and tells which it is', () => {
    expect(bottleneckStream(PROJECT)).toBe(`bottleneck-${PROJECT}`);
    expect(projectOfLights(bottleneckStream(PROJECT))).toBe(PROJECT);
  });

  it('is not the project’s own, and no other is one of lights', () => {
    expect(projectIdOf(bottleneckStream(PROJECT))).toBeNull();
    for (const stream of [projectStream(PROJECT), rulesetStream('five-milestones'), 'bottleneck']) {
      expect(projectOfLights(stream)).toBeNull();
    }
  });
});
