import { corrected, explained, reached } from '../../testing/commands.spec-support';
import { registered } from '../../testing/given.spec-support';

const TODAY = '2024-06-10';
const RULE = 'groundbreaking-before-eia';
const begun = registered().and('2024-05-03', reached('groundbreaking', '2024-05-01'));
const answered = begun.and('2024-05-04', explained(RULE, ['e1'], '登记表备案', '生态环境局'));

describe('explaining a flag', () => {
  it('records the answer, the bureau and the events that it speaks of, each once', () => {
    expect(begun.when(TODAY, explained(RULE, ['e1', 'e0', 'e1'], '登记表备案', '生态环境局'))).toEqual({
      facts: [
        {
          type: 'flag.explained.v1',
          data: { rule: RULE, events: ['e1', 'e0'], explanation: '登记表备案', bureau: '生态环境局' },
        },
      ],
      warnings: [],
      errors: [],
    });
  });

  it('may speak of a correction', () => {
    const moved = begun.and('2024-05-05', corrected('groundbreaking', '2024-04-30'));
    expect(moved.when(TODAY, explained(RULE, ['e1', 'e2'])).errors).toEqual([]);
  });

  it('is renewed and taken back, the earlier answer with it', () => {
    expect(answered.and(TODAY, explained(RULE, ['e1'], '已补办')).known.facts).toHaveLength(2);
    const back = answered.and(TODAY, explained(RULE, ['e1'], null));
    expect(back.known.facts).toMatchObject([{ kind: 'milestone' }]);
    expect(back.known.withdrawn).toMatchObject([{ fact: { kind: 'explanation', explanation: '登记表备案' } }]);
  });

  it('is of a flag that was raised: on a past day too, and taken back once it is raised no more', () => {
    const late = begun.and('2024-05-20', reached('eia', '2024-05-18'));
    expect(late.when(TODAY, explained(RULE, ['e1'])).errors).toEqual([]);
    const cleared = registered().and(
      '2024-05-03',
      reached('groundbreaking', '2024-05-01'),
      explained(RULE, ['e1']),
      reached('eia', '2024-04-20'),
    );
    expect(cleared.when(TODAY, explained(RULE, ['e1'], '已补办')).errors).toEqual(['flag.not-raised@events']);
    expect(cleared.when(TODAY, explained(RULE, ['e1'], null)).errors).toEqual([]);
  });

  it('of what another project may have too is taken for what this one holds', () => {
    const document = { number: '云环评字〔2024〕7号' };
    const approved = begun.and('2024-05-06', reached('eia', '2024-05-05', { document }));
    expect(approved.when(TODAY, explained('shared-document-number', ['e2'])).errors).toEqual([]);
    expect(approved.when(TODAY, explained('shared-document-number', ['e1'])).errors).toEqual([
      'flag.not-raised@events',
    ]);
    expect(approved.when(TODAY, explained('duplicate-project', ['e0'])).errors).toEqual([]);
  });

  it.each([
    ['flag.not-raised@events', explained('recorded-late', ['e1'])],
    ['flag.not-raised@events', explained(RULE, ['e0'])],
    ['flag.events-missing@events', explained(RULE, [])],
    ['flag.rule-unknown@rule', explained('rumour', ['e1'])],
    ['event.unknown@events.1', explained(RULE, ['e1', 'e7'])],
    ['field.required@explanation', explained(RULE, ['e1'], ' ')],
    ['field.too-long@explanation', explained(RULE, ['e1'], '长'.repeat(2001))],
    ['field.required@bureau', explained(RULE, ['e1'], '已核实', '')],
    ['nothing.changes@explanation', explained(RULE, ['e1'], '登记表备案', '生态环境局')],
    ['flag.not-explained@events', explained(RULE, ['e0'], null)],
    ['flag.not-explained@events', explained('recorded-late', ['e1'], null)],
  ])('is refused: %s', (notice, command) => {
    expect(answered.when(TODAY, command)).toEqual({ facts: [], warnings: [], errors: [notice] });
  });
});
