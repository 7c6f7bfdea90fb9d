import { FIVE_MILESTONES, HANDOVER_CHAIN } from '../bottleneck';
import { CN_INVESTMENT } from '../catalogue';
import type { RecordedRuleEvent } from '../events';
import { adoptCatalogue, adoptRuleset, type AdoptionDecision } from './adopt';
import { EMPTY_RULEBOOK, evolveRulebook, type Rulebook } from './rulebook';

const errors = (decision: AdoptionDecision) =>
  decision.accepted ? [] : decision.errors.map(({ code, field }) => `${code}@${field}`);

function after(book: Rulebook, decision: AdoptionDecision): Rulebook {
  if (!decision.accepted) throw new Error('refused');
  const recorded = { id: 'r', stream: 's', revision: 0, position: '0', recordedAt: '2020-01-01T00:00:00.000Z' };
  const [fact] = decision.facts;
  return evolveRulebook(book, { ...recorded, ...fact, metadata: { actor: 'a', source: 'test' } } as RecordedRuleEvent);
}

const withCatalogue = after(EMPTY_RULEBOOK, adoptCatalogue(CN_INVESTMENT, '2020-01-01', '启用', EMPTY_RULEBOOK));
const withRules = after(withCatalogue, adoptRuleset(FIVE_MILESTONES, '2020-01-01', '启用', withCatalogue));

describe('adopting a catalogue', () => {
  it('says from when it is in force and why', () => {
    expect(adoptCatalogue(CN_INVESTMENT, '2030-01-01', '启用', EMPTY_RULEBOOK)).toEqual({
      accepted: true,
      facts: [
        {
          type: 'catalogue.adopted.v1',
          data: { catalogue: CN_INVESTMENT, inForceFrom: '2030-01-01', reason: '启用' },
        },
      ],
      warnings: [],
    });
  });

  it('is refused with every problem named', () => {
    const broken = { ...CN_INVESTMENT, version: 1.5, timeZone: 'Mars/Olympus' };
    expect(errors(adoptCatalogue(broken, 'soon', '', EMPTY_RULEBOOK))).toEqual([
      'date.invalid@inForceFrom',
      'reason.required@reason',
      'definition.invalid@catalogue',
      'version.not-later@catalogue.version',
    ]);
  });

  it('needs a later version than all before', () => {
    expect(errors(adoptCatalogue(CN_INVESTMENT, '2024-01-01', '再启用', withCatalogue))).toEqual([
      'version.not-later@catalogue.version',
    ]);
    const next = { ...CN_INVESTMENT, version: 7 };
    expect(errors(adoptCatalogue(next, '2024-01-01', '修订', withCatalogue))).toEqual([]);
  });

  it('leaves the rulesets in use their milestones', () => {
    const milestones = CN_INVESTMENT.milestones
      .filter(({ code }) => code !== 'statistics')
      .map((each) => ({ ...each, after: each.after.filter((code) => code !== 'statistics') }));
    const without = { ...CN_INVESTMENT, version: 2, milestones };
    expect(errors(adoptCatalogue(without, '2024-01-01', '修订', withCatalogue))).toEqual([]);
    expect(errors(adoptCatalogue(without, '2024-01-01', '修订', withRules))).toEqual([
      'definition.invalid@catalogue',
      'definition.invalid@catalogue',
    ]);
  });
});

describe('adopting a ruleset', () => {
  it('says from when it is in force and why', () => {
    expect(adoptRuleset(HANDOVER_CHAIN, '2024-01-01', '启用', withRules)).toMatchObject({
      accepted: true,
      facts: [{ type: 'ruleset.adopted.v1', data: { ruleset: HANDOVER_CHAIN, inForceFrom: '2024-01-01' } }],
    });
  });

  it('needs its catalogue, a later version, a date and a reason', () => {
    expect(errors(adoptRuleset(FIVE_MILESTONES, '2024-01-01', '启用', EMPTY_RULEBOOK))).toEqual([
      'catalogue.unknown@ruleset.catalogue',
    ]);
    expect(errors(adoptRuleset(FIVE_MILESTONES, '2024-02-30', ' ', withRules))).toEqual([
      'date.invalid@inForceFrom',
      'reason.required@reason',
      'version.not-later@ruleset.version',
    ]);
  });

  it('makes sense over its catalogue', () => {
    const [first, ...others] = FIVE_MILESTONES.bottlenecks;
    const broken = { ...FIVE_MILESTONES, version: 2, bottlenecks: [{ ...first!, awaits: 'launch' }, ...others] };
    const decision = adoptRuleset(broken, '2024-01-01', '修订', withRules);
    expect(decision.accepted ? [] : decision.errors).toMatchObject([
      {
        code: 'definition.invalid',
        params: { problem: 'bottleneck land-pre-approval-pending names an unknown milestone launch' },
      },
    ]);
  });
});
