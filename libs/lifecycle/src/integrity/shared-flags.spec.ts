import type { Profile } from '../events';
import { amended, explained, reached, status } from '../testing/commands.spec-support';
import { registered, type Given } from '../testing/given.spec-support';
import { CN_BOOK } from '../testing/integrity.spec-support';
import { documentKey } from './document-key';
import { sharedFlags } from './shared-flags';

const ON = '2024-12-31';

const named = (
  projectId: string,
  profile: Partial<Profile> = {},
  more: (given: Given) => Given = (given) => given,
) => ({
  ...more(registered(profile)).known,
  projectId,
});
const flagsOf = (on: string, ...histories: ReturnType<typeof named>[]) =>
  sharedFlags(histories, CN_BOOK, on).map(({ rule, projectId, since, explainedBy }) => ({
    rule,
    projectId,
    since,
    explainedBy,
  }));

describe('projects of the same investor, district and name', () => {
  it('are each asked about, however they are typed', () => {
    const flags = flagsOf(ON, named('a'), named('b', { name: ' 云汀泓川（电路板）生产基地项目' }));
    expect(flags).toMatchObject([
      { rule: 'duplicate-project', projectId: 'a' },
      { rule: 'duplicate-project', projectId: 'b' },
    ]);
  });

  it('are not when one differs, has ended, or nobody knows whose it is', () => {
    const ended = named('d', {}, (given) => given.and('2024-03-01', status('terminated', '2024-02-28')));
    expect(flagsOf(ON, named('a'), named('b', { district: '380124401' }), named('c', { name: '二期' }), ended)).toEqual(
      [],
    );
    expect(flagsOf(ON, named('a', { investor: null }), named('b', { investor: null }))).toEqual([]);
    expect(flagsOf('2024-02-27', named('a'), ended)).toHaveLength(2);
  });

  it('are so from the day on which the second took the name', () => {
    const renamed = named('b', { name: '二期' }, (given) =>
      given.and('2024-03-01', amended({ name: named('a').registration.name }, '2024-02-20')),
    );
    expect(flagsOf('2024-02-19', named('a'), renamed)).toEqual([]);
    expect(new Set(flagsOf('2024-02-20', named('a'), renamed).map(({ since }) => since))).toEqual(new Set([19_773]));
  });
});

describe('projects with a document number in common', () => {
  const approved =
    (number: string, milestone = 'eia') =>
    (given: Given) =>
      given.and('2024-02-01', reached(milestone, '2024-01-10', { document: { number } }));
  const two = { name: '另一项目' };

  it('are each asked about, and the one that has explained it shows its explanation', () => {
    const answered = named('b', two, (given) =>
      approved('云环评字[2024]7号')(given).and('2024-03-01', explained('shared-document-number', ['e1'])),
    );
    expect(flagsOf(ON, named('a', {}, approved('云环评字〔2024〕7号')), answered)).toMatchObject([
      { rule: 'shared-document-number', projectId: 'a', explainedBy: null },
      { rule: 'shared-document-number', projectId: 'b', explainedBy: 'e2' },
    ]);
  });

  it('are not where it is one project’s own, or no number at all', () => {
    const twice = named('a', {}, (given) =>
      approved('云发改备〔2024〕7号', 'filing')(approved('云发改备〔2024〕7号')(given)),
    );
    expect(flagsOf(ON, twice, named('b', two, approved('云发改备〔2024〕8号')))).toEqual([]);
    expect(flagsOf(ON, named('a', {}, approved('无')), named('b', two, approved('无')))).toEqual([]);
  });

  it('are compared by number, whatever brackets and width', () => {
    expect(documentKey(' 云环评字［2024］７号')).toBe(documentKey('云环评字〔2024〕7号'));
    expect([documentKey(undefined), documentKey('——'), documentKey('7号')]).toEqual([null, null, null]);
  });
});
