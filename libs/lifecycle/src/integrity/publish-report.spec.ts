import type { RecordedReport, ReportPublished } from '../events';
import { RULES } from '../testing/rules.spec-support';
import { evolvePublications, NO_PUBLICATIONS } from './publications';
import { publishReport } from './publish-report';

const NOW = { today: '2024-04-10', instant: '2024-04-10T02:00:00.000Z' };
const REPORT: ReportPublished = {
  month: '2024-03',
  ruleset: { code: 'handover-chain', version: 1 },
  sha256: '0'.repeat(64),
  asOf: { on: '2024-03-31', knownAt: '2024-04-10T01:00:00.000Z' },
};
const published = (recordedAt: string): RecordedReport => ({
  id: 'p',
  type: 'report.published.v1',
  data: REPORT,
  stream: 'report-2024-03',
  revision: 0,
  position: '9',
  recordedAt,
  metadata: { actor: 'clerk-01', source: 'test' },
});
const refusals = (changes: Partial<ReportPublished>, earlier?: RecordedReport): string[] => {
  const decision = publishReport({ ...REPORT, ...changes }, earlier, RULES, NOW);
  return decision.accepted ? [] : decision.errors.map(({ code, field }) => `${code}@${field}`);
};

describe('publishing a month’s report', () => {
  it('records what was frozen', () => {
    expect(publishReport(REPORT, undefined, RULES, NOW)).toEqual({
      accepted: true,
      facts: [{ type: 'report.published.v1', data: REPORT }],
      warnings: [],
    });
  });

  it.each<[string, Partial<ReportPublished>]>([
    ['month.invalid@month', { month: '2024-00' }],
    ['month.in-future@month', { month: '2024-05' }],
    ['ruleset.version-unknown@ruleset.version', { ruleset: { code: 'handover-chain', version: 2 } }],
    ['ruleset.version-unknown@ruleset.version', { ruleset: { code: 'constructor', version: 1 } }],
    ['hash.invalid@sha256', { sha256: 'A'.repeat(64) }],
    ['date.invalid@asOf.on', { asOf: { ...REPORT.asOf, on: '2024-03-32' } }],
    ['instant.in-future@asOf.knownAt', { asOf: { ...REPORT.asOf, knownAt: '2024-04-10T02:00:00.001Z' } }],
  ])('is refused: %s', (notice, changes) => expect(refusals(changes)).toEqual([notice]));

  it('is done once: a month published stays published', () => {
    expect(refusals({}, published('2024-04-09T00:00:00.000Z'))).toEqual(['report.already-published@month']);
    const first = evolvePublications(NO_PUBLICATIONS, published('2024-04-09T00:00:00.000Z'));
    expect(first).toEqual({ '2024-03': '2024-04-09T00:00:00.000Z' });
    expect(evolvePublications(first, published('2024-05-09T00:00:00.000Z'))).toBe(first);
  });
});
