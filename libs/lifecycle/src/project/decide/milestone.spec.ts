import { corrected, notApplicable, reached, withdrawn } from '../../testing/commands.spec-support';
import { registered } from '../../testing/given.spec-support';

const TODAY = '2024-06-30';
const DOCUMENT = { number: '云环评字〔2024〕20号', issuer: '云汀县生态环境局', issuedOn: '2024-02-01' };
const project = registered();

describe('recording a milestone', () => {
  it('states when it happened, what proves it and how long it holds', () => {
    const details = { document: DOCUMENT, validUntil: '2029-01-31', note: '报告表' };
    expect(project.when(TODAY, reached('filing', '2024-02-01', details)).facts).toEqual([
      { type: 'milestone.reached.v1', data: { milestone: 'filing', occurredOn: '2024-02-01', ...details } },
    ]);
  });

  it('leaves out what is not stated', () => {
    const [fact] = project.when(TODAY, reached('signing', TODAY)).facts;
    expect(Object.keys(fact!.data)).toEqual(['milestone', 'occurredOn']);
  });

  it('takes today, and the first day that is plausible', () => {
    expect(project.when(TODAY, reached('eia', TODAY)).errors).toEqual([]);
    expect(project.when(TODAY, reached('eia', '1900-01-01')).errors).toEqual([]);
  });

  it('warns of every prerequisite that is missing or later, and of none that does not apply', () => {
    const given = project.and(TODAY, reached('eia', '2024-05-01'), notApplicable('tendering', '2024-02-01'));
    expect(given.when(TODAY, reached('groundbreaking', '2024-04-01')).warnings).toEqual([
      'prerequisite.later@occurredOn',
      'prerequisite.missing@milestone',
      'prerequisite.missing@milestone',
    ]);
    const bought = registered({ kind: 'equipment-only' }).and(TODAY, reached('eia', '2024-05-01'));
    expect(bought.when(TODAY, reached('groundbreaking', '2024-05-01')).warnings).toEqual([]);
  });

  it('records an approval given again on another day', () => {
    const again = project
      .and(TODAY, reached('eia', '2024-02-01'))
      .when(TODAY, reached('eia', '2024-05-01', { repeat: true }));
    expect(again.facts).toHaveLength(1);
  });
});

describe('correcting a milestone', () => {
  const given = project.and(TODAY, reached('eia', '2024-02-01', { document: DOCUMENT, validUntil: '2029-01-31' }));

  it('names the event put right and gives the new date', () => {
    expect(given.when(TODAY, corrected('eia', '2024-01-31')).facts).toEqual([
      {
        type: 'milestone.corrected.v1',
        data: { target: 'e1', milestone: 'eia', occurredOn: '2024-01-31', reason: '按批文更正' },
      },
    ]);
  });

  it('changes only the document, or only the validity, of the same date', () => {
    const other = { number: '云环评字〔2024〕21号' };
    expect(given.when(TODAY, corrected('eia', '2024-02-01', { document: other })).errors).toEqual([]);
    expect(given.when(TODAY, corrected('eia', '2024-02-01', { validUntil: null })).facts[0]!.data).toMatchObject({
      validUntil: null,
    });
  });

  it('sees that a document is the same whatever the order of its fields', () => {
    const { number, issuer, issuedOn } = DOCUMENT;
    const outcome = given.when(TODAY, corrected('eia', '2024-02-01', { document: { issuedOn, issuer, number } }));
    expect(outcome.errors).toEqual(['nothing.changes@occurredOn']);
  });

  it('does not move the date past the validity that stays', () => {
    const short = project.and(TODAY, reached('eia', '2024-02-01', { validUntil: '2024-03-01' }));
    expect(short.when(TODAY, corrected('eia', '2024-04-01')).errors).toEqual(['validity.before-date@validUntil']);
    expect(short.when(TODAY, corrected('eia', '2024-04-01', { validUntil: null })).errors).toEqual([]);
  });

  it('means the repeat that is named', () => {
    const twice = given.and(TODAY, reached('eia', '2024-05-01', { repeat: true }));
    const outcome = twice.when(TODAY, corrected('eia', '2024-05-02', { eventId: 'e2' }));
    expect(outcome.facts[0]!.data).toMatchObject({ target: 'e2' });
  });
});

describe('withdrawing a milestone', () => {
  it('takes back what was recorded, so that it can be recorded anew', () => {
    const given = project.and(TODAY, reached('eia', '2024-02-01'), withdrawn('eia'));
    expect(given.events.at(-1)).toMatchObject({
      type: 'milestone.withdrawn.v1',
      data: { target: 'e1', milestone: 'eia', reason: '按批文更正' },
    });
    expect(given.when(TODAY, reached('eia', '2024-02-01')).errors).toEqual([]);
  });

  it('takes back the decision that it does not apply', () => {
    const given = project.and(TODAY, notApplicable('eia', '2024-02-01'));
    expect(given.when(TODAY, withdrawn('eia')).facts[0]!.data).toMatchObject({ target: 'e1' });
    expect(given.when(TODAY, withdrawn('eia', { eventId: 'e1' })).facts[0]!.data).toMatchObject({ target: 'e1' });
  });

  it('asks which of two is meant, though there is also a decision that it does not apply', () => {
    const given = project
      .and(TODAY, notApplicable('eia', '2024-02-01'))
      .and(TODAY, reached('eia', '2024-03-01'), reached('eia', '2024-05-01', { repeat: true }));
    expect(given.when(TODAY, withdrawn('eia')).errors).toEqual(['milestone.ambiguous@eventId']);
    expect(given.when(TODAY, withdrawn('eia', { eventId: 'e1' })).facts[0]!.data).toMatchObject({ target: 'e1' });
  });
});

describe('deciding that a milestone does not apply', () => {
  it('says since when, why and who approved it', () => {
    expect(project.when(TODAY, notApplicable('eia', '2024-02-01')).facts).toEqual([
      {
        type: 'milestone.not-applicable.v1',
        data: { milestone: 'eia', decidedOn: '2024-02-01', reason: '豁免管理', approver: '生态环境局' },
      },
    ]);
  });

  it('may be followed by the milestone all the same', () => {
    const given = project.and(TODAY, notApplicable('eia', '2024-02-01'));
    expect(given.when(TODAY, reached('eia', '2024-05-01')).errors).toEqual([]);
  });
});
