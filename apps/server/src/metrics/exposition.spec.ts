import fc from 'fast-check';
import { expose } from './exposition';
import { familyProblem, single, type Family } from './family';
import { parseExposition } from './parse-exposition.spec-support';

describe('the text of families', () => {
  it('is as Prometheus wants it', () => {
    const families: Family[] = [
      single('milepost_store_head', 'gauge', 'Position.', 4494),
      {
        name: 'milepost_sent_total',
        help: 'A \\ and a\nnew line, "quoted".',
        type: 'counter',
        samples: [
          { labels: { endpoint: 'a "b" \\ c\nd', ok: '是' }, value: 0.5 },
          { labels: { endpoint: '' }, value: Infinity },
        ],
      },
      { name: 'milepost_nothing', help: 'Nothing.', type: 'gauge', samples: [] },
    ];
    expect(expose(families)).toBe(
      [
        '# HELP milepost_store_head Position.',
        '# TYPE milepost_store_head gauge',
        'milepost_store_head 4494',
        '# HELP milepost_sent_total A \\\\ and a\\nnew line, "quoted".',
        '# TYPE milepost_sent_total counter',
        'milepost_sent_total{endpoint="a \\"b\\" \\\\ c\\nd",ok="是"} 0.5',
        'milepost_sent_total{endpoint=""} +Inf',
        '',
      ].join('\n'),
    );
  });

  it('gives the families again, whatever is in them', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('\\', '\n', '"', '\\n', '\\"', '\r', ' '));
    const name = fc.stringMatching(/^[a-z_:][a-z0-9_:]{0,8}$/);
    const labels = fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9_]{0,5}$/), text, {
      maxKeys: 3,
      noNullPrototype: true,
    });
    const sample = fc.record({ labels, value: fc.oneof(fc.double(), fc.integer()) });
    const family = fc.record({
      name,
      help: text,
      type: fc.constantFrom('gauge' as const, 'counter' as const),
      samples: fc.uniqueArray(sample, {
        minLength: 1,
        selector: (one) => JSON.stringify(Object.entries(one.labels).sort()),
      }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(family, { selector: (one) => one.name }), (families) => {
        expect(families.map(familyProblem)).toEqual(families.map(() => null));
        const read = parseExposition(expose(families));
        const plain = families.map((one) => ({
          ...one,
          samples: one.samples.map(({ labels: own, value }) => ({
            ...(Object.keys(own).length > 0 && { labels: own }),
            // There is no negative zero in the text.
            value: value === 0 ? 0 : value,
          })),
        }));
        expect(read).toEqual(plain);
      }),
    );
  });
});

describe('a family that Prometheus would refuse', () => {
  const family = (more: Partial<Family>): Family => ({ ...single('milepost_x', 'gauge', 'X.', 1), ...more });
  it.each([
    [null, family({})],
    ['no name of a family', family({ name: '1x' })],
    ['no name of a family', family({ name: 'a-b' })],
    ['no name of a label', family({ samples: [{ labels: { 'a-b': '' }, value: 1 }] })],
    ['no name of a label', family({ samples: [{ labels: { __name: '' }, value: 1 }] })],
    ['two values', family({ samples: [{ value: 1 }, { value: 2 }] })],
    [
      'two values',
      family({
        samples: [
          { labels: { a: '1', b: '2' }, value: 1 },
          { labels: { b: '2', a: '1' }, value: 2 },
        ],
      }),
    ],
  ])('has %s', (problem, given) => {
    if (problem === null) expect(familyProblem(given)).toBeNull();
    else expect(familyProblem(given)).toContain(problem);
  });

  it('is read by no strict reader', () => {
    for (const text of [
      'x 1',
      'x 1\n',
      '# HELP x y\nx 1\n',
      '# HELP x y\n# TYPE x gauge\n',
      '# HELP x y\n# TYPE x gauge\nx{a="\n"} 1\n',
    ]) {
      expect(() => parseExposition(text)).toThrow();
    }
  });
});
