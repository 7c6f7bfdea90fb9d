import { randomUUID } from 'node:crypto';
import { Directory } from '../../libs/directory/src';
import { startApi, type Api } from '../support/api';
import { done, headOf, registered, send, streamOf } from '../support/commands';
import { pages } from '../support/pages';
import { addedPerson, PERSON, sendPerson } from '../support/persons';

const DETAILS = { name: '欧阳静姝', phone: '0794-8221234', bureau: '工信局', post: '项目专员' };
const ASSIGNED = { role: 'CONTACT', assignee: '项目专员', from: '2024-02-01' };
const STRANGER = '5f6e1a0c-2d0f-4d3e-8a1b-9c4d7e6f5a01';
const RESPONSIBLE = 'shownAs post id name phone erased';

let api: Api;

beforeAll(async () => {
  api = await startApi();
});

afterAll(() => api.close());

async function ask(query: string, variables: object = {}) {
  const { data, errors } = await api.ask(query, { ...variables });
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

const find = async (id: string) => (await ask(`query ($id: UUID!) { person(id: $id) { ${PERSON} } }`, { id })).person;

describe('the directory', () => {
  it('keeps a person, as sent', async () => {
    const id = await addedPerson(api, DETAILS);
    const kept = await find(id);
    expect(kept).toMatchObject({ id, ...DETAILS, correctedAt: null, erased: false, erasedAt: null });
    expect(Date.parse(kept.addedAt)).toBeGreaterThan(Date.now() - 60_000);
    expect(await find(randomUUID())).toBeNull();
  });

  it('answers the same key as the first time, whatever became of the person since', async () => {
    const input = { ...DETAILS, idempotencyKey: randomUUID() };
    const id = await addedPerson(api, input);
    expect(await addedPerson(api, input)).toBe(id);
    const other = await sendPerson(api, 'addPerson', { ...input, name: '欧阳静淑' });
    expect(other.userErrors).toEqual([{ code: 'idempotency-key.reused', field: 'idempotencyKey' }]);
    await sendPerson(api, 'correctPerson', { personId: id, name: '欧阳静淑' });
    expect(await addedPerson(api, input)).toBe(id);
    await sendPerson(api, 'erasePerson', { personId: id, ground: 'PURPOSE_ENDED' });
    const { person } = await sendPerson(api, 'addPerson', input);
    expect(person).toMatchObject({ id, name: null, erased: true });
  });

  it('corrects what is given, takes away what may be missing, and says when', async () => {
    const id = await addedPerson(api, DETAILS);
    const corrected = await sendPerson(api, 'correctPerson', {
      personId: id,
      name: '欧阳静淑',
      phone: null,
      post: null,
    });
    expect(corrected.person).toMatchObject({ ...DETAILS, name: '欧阳静淑', phone: null });
    expect(corrected.person.correctedAt).not.toBeNull();
    // The same again is no correction.
    const again = await sendPerson(api, 'correctPerson', { personId: id, name: '欧阳静淑' });
    expect(again.person).toEqual(corrected.person);
  });

  it('erases a person once, and says when, by whom and on which ground', async () => {
    const id = await addedPerson(api, DETAILS);
    const first = await sendPerson(api, 'erasePerson', { personId: id, ground: 'CONSENT_WITHDRAWN' });
    expect(first.person).toEqual({
      id,
      name: null,
      phone: null,
      bureau: null,
      post: null,
      addedAt: null,
      correctedAt: null,
      erased: true,
      erasedAt: expect.any(String),
      erasedBy: 'local',
      erasureGround: 'CONSENT_WITHDRAWN',
    });
    const second = await sendPerson(api, 'erasePerson', { personId: id, ground: 'OTHER_LAW' });
    expect(second).toEqual(first);
  });

  it.each([
    ['addPerson', { ...DETAILS, name: ' ' }, 'field.required', 'name'],
    ['addPerson', { ...DETAILS, post: '' }, 'field.required', 'post'],
    ['correctPerson', { personId: STRANGER, name: '' }, 'field.required', 'name'],
    ['correctPerson', { personId: STRANGER, name: '甲' }, 'person.unknown', 'personId'],
    ['erasePerson', { personId: STRANGER, ground: 'OTHER_LAW' }, 'person.unknown', 'personId'],
  ])('%s with %j is refused: %s', async (mutation, input, code, field) => {
    expect(await sendPerson(api, mutation, input)).toEqual({ person: null, userErrors: [{ code, field }] });
  });

  it('corrects nobody erased', async () => {
    const id = await addedPerson(api, DETAILS);
    await sendPerson(api, 'erasePerson', { personId: id, ground: 'OTHER_LAW' });
    const { userErrors } = await sendPerson(api, 'correctPerson', { personId: id, name: '甲' });
    expect(userErrors).toEqual([{ code: 'person.erased', field: 'personId' }]);
    expect(await find(id)).toMatchObject({ name: null, erased: true });
  });

  it('is listed page by page in the order of adding, without those erased', async () => {
    const ids = [];
    for (let count = 0; count < 7; count += 1) ids.push(await addedPerson(api, DETAILS));
    await sendPerson(api, 'erasePerson', { personId: ids[2], ground: 'OTHER_LAW' });
    const listed = await pages<{ id: string }>(
      api,
      'query ($after: String) { persons(first: 2, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { node { id } } } }',
    );
    const left = ids.filter((_, index) => index !== 2);
    expect(listed.nodes.map(({ id }) => id).slice(-6)).toEqual(left);
    expect(listed.totalCount).toBe(listed.nodes.length);
    expect((await api.ask('{ persons(first: 101) { totalCount } }')).errors?.[0]?.extensions.code).toBe(
      'input.invalid',
    );
  });

  it('lets no cache keep what it says', async () => {
    const id = await addedPerson(api, DETAILS);
    const url = `/graphql?query=${encodeURIComponent(`{ person(id: "${id}") { name } }`)}`;
    const { headers, statusCode } = await api.app.inject({
      method: 'GET',
      url,
      headers: { 'x-mercurius-operation-name': 'x' },
    });
    expect(statusCode).toBe(200);
    expect(headers['cache-control']).toBe('no-store');
  });
});

describe('a person in a post', () => {
  it('is in the event by id, and in views by name until erased, then and now', async () => {
    const [projectId, person] = [await registered(api), await addedPerson(api, DETAILS)];
    await done(api, 'assignResponsibility', { ...ASSIGNED, projectId, person });
    const lead = { ...ASSIGNED, projectId, role: 'LEAD_OFFICIAL', assignee: '分管工业副县长', person };
    const { position } = await done(api, 'assignResponsibility', lead);
    const event = (await streamOf(api, projectId)).at(-2);
    expect(event?.data).toEqual({ role: 'contact', assignee: '项目专员', person, from: '2024-02-01' });

    const query = `query ($id: ID!, $atLeast: Position, $on: CalendarDate) {
      project(id: $id, asOf: { on: $on }, atLeast: $atLeast) {
        leadOfficial contact
        leadOfficialPerson { ${RESPONSIBLE} } contactPerson { ${RESPONSIBLE} }
      }
    }`;
    const of = (shown: object, post: string) => ({ ...shown, post, id: person });
    const named = { shownAs: DETAILS.name, name: DETAILS.name, phone: DETAILS.phone, erased: false };
    const asked = { id: projectId, atLeast: position };
    expect((await ask(query, asked)).project).toEqual({
      leadOfficial: '分管工业副县长',
      contact: '项目专员',
      leadOfficialPerson: of(named, '分管工业副县长'),
      contactPerson: of(named, '项目专员'),
    });
    expect((await ask(query, { ...asked, on: '2024-01-31' })).project).toEqual({
      leadOfficial: null,
      contact: null,
      leadOfficialPerson: null,
      contactPerson: null,
    });

    await sendPerson(api, 'erasePerson', { personId: person, ground: 'CONSENT_WITHDRAWN' });
    const erased = (post: string) => of({ shownAs: post, name: null, phone: null, erased: true }, post);
    for (const on of [null, '2024-02-01']) {
      expect((await ask(query, { ...asked, on })).project).toMatchObject({
        leadOfficialPerson: erased('分管工业副县长'),
        contactPerson: erased('项目专员'),
      });
    }
  });

  it('is not needed: the post alone is shown as such', async () => {
    const projectId = await registered(api);
    await done(api, 'assignResponsibility', { ...ASSIGNED, projectId });
    const { project } = await ask(
      `mutation ($input: AssignResponsibilityInput!) {
        assignResponsibility(input: $input) { project { contactPerson { ${RESPONSIBLE} } } }
      }`,
      { input: { ...ASSIGNED, projectId, assignee: '招商专员' } },
    ).then((data) => data.assignResponsibility);
    const post = '招商专员';
    expect(project.contactPerson).toEqual({ shownAs: post, post, id: null, name: null, phone: null, erased: false });
  });

  it('has to be in the directory, and not erased, and is no bureau', async () => {
    const [projectId, person] = [await registered(api), await addedPerson(api, DETAILS)];
    const refusedWith = async (input: object) =>
      (await send(api, 'assignResponsibility', { ...ASSIGNED, projectId, ...input })).userErrors;
    expect(await refusedWith({ person: randomUUID() })).toEqual([{ code: 'person.unknown', field: 'person' }]);
    expect(await refusedWith({ person, role: 'BUREAU' })).toEqual([{ code: 'person.for-bureau', field: 'person' }]);
    await sendPerson(api, 'erasePerson', { personId: person, ground: 'OTHER_LAW' });
    expect(await refusedWith({ person })).toEqual([{ code: 'person.erased', field: 'person' }]);
    expect(await streamOf(api, projectId)).toHaveLength(1);
  });

  it('answers a repeat of its assignment as the first time, though erased since', async () => {
    const [projectId, person] = [await registered(api), await addedPerson(api, DETAILS)];
    const input = { ...ASSIGNED, projectId, person, idempotencyKey: randomUUID() };
    const first = await done(api, 'assignResponsibility', input);
    await sendPerson(api, 'erasePerson', { personId: person, ground: 'OTHER_LAW' });
    expect((await done(api, 'assignResponsibility', input)).position).toBe(first.position);
  });

  it('is read once for a whole page', async () => {
    const person = await addedPerson(api, DETAILS);
    for (let count = 0; count < 5; count += 1) {
      await done(api, 'assignResponsibility', { ...ASSIGNED, projectId: await registered(api), person });
    }
    const find = jest.spyOn(api.app.get(Directory, { strict: false }), 'find');
    const { projects } = await ask(
      `query ($at: Position) { projects(first: 5, atLeast: $at) { edges { node { contactPerson { name } leadOfficialPerson { name } } } } }`,
      { at: await headOf(api) },
    );
    expect(projects.edges.map(({ node }: { node: object }) => node)).toEqual(
      Array.from({ length: 5 }, () => ({ contactPerson: { name: DETAILS.name }, leadOfficialPerson: null })),
    );
    expect(find.mock.calls).toEqual([[[person]]]);
  });
});
