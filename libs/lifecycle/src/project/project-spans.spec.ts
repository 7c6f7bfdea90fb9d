import { ALWAYS, dayNumber, FOREVER } from '../calendar';
import { CN_INVESTMENT } from '../catalogue';
import { EMPTY_RULEBOOK, type Rulebook } from '../rules/rulebook';
import { amended, status } from '../testing/commands.spec-support';
import { registered } from '../testing/given.spec-support';
import { projectSpans } from './project-spans';
import { summaryOn } from './summary';

const adoption = {
  value: CN_INVESTMENT,
  inForceFrom: '2000-01-01',
  eventId: 'r0',
  recordedAt: '2000-01-01T00:00:00.000Z',
};
const BOOK: Rulebook = { ...EMPTY_RULEBOOK, catalogues: { 'cn-investment': [adoption] } };
const given = registered().and(
  '2024-12-31',
  status('suspended', '2024-03-01'),
  status('resumed', '2024-05-01'),
  amended({ kind: 'solar' }, '2024-04-01'),
);

describe('the spans of a project', () => {
  it('cover all days without gap, turning with its attributes and its standing', () => {
    const spans = projectSpans(given.known, BOOK);
    expect(spans.map(({ from, to, standing, profile }) => [from, to, standing, profile.kind])).toEqual([
      [ALWAYS, dayNumber('2024-03-01'), 'active', 'new-build'],
      [dayNumber('2024-03-01'), dayNumber('2024-04-01'), 'suspended', 'new-build'],
      [dayNumber('2024-04-01'), dayNumber('2024-05-01'), 'suspended', 'solar'],
      [dayNumber('2024-05-01'), FOREVER, 'active', 'solar'],
    ]);
  });

  it('are none under an unknown catalogue', () => {
    expect(projectSpans(given.known, EMPTY_RULEBOOK)).toEqual([]);
    expect(summaryOn(given.known, EMPTY_RULEBOOK, '2024-03-01')).toBeUndefined();
  });

  it('are what a list shows of the day', () => {
    expect(summaryOn(given.known, BOOK, '2024-04-30')).toMatchObject({
      id: 'p-1',
      standing: 'suspended',
      profile: { kind: 'solar' },
      registeredAt: '2024-01-02T01:00:00.000Z',
      catalogue: 'cn-investment',
      externalKey: null,
    });
  });
});
