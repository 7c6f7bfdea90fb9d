import { createHash } from 'node:crypto';
import type { PoolClient } from '@milepost/postgres';
import { Logging } from '../../apps/server/src/logging';
import { startApi, type Api } from '../support/api';
import { done, headOf, ORDINARY, registered } from '../support/commands';
import { createTestDatabase } from '../support/database';
import { addedPerson, PERSON, sendPerson } from '../support/persons';
import { filesHolding, tablesHolding } from '../support/search';
import { waitUntil } from '../support/wait-until';
import { LOOPBACK_WEBHOOKS, Receiver } from '../support/webhooks/receiver';

// Characters of one to four bytes, a joiner, and those that texts are quoted with.
const NAME = `欧阳𠮷野·Ünal'O"B\\${'\u200d'}静`;
const MISSPELT = '欧阳𠮷里·Unal静';
const PHONE = '+86 0794—8221٣٤٥';
const BYSTANDER = { name: '司徒澹台明月', phone: '0794-1230000', post: '招商专员' };

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const escaped = (text: string) => text.replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
/** What would tell who it was, whole or in the part that no quoting changes, and as other systems write or hash it. */
const TRACES = [NAME, MISSPELT, PHONE, '欧阳𠮷', '8221٣٤٥'].flatMap((text) => [
  text,
  encodeURIComponent(text),
  escaped(text),
  Buffer.from(text).toString('base64').slice(0, -4),
  sha256(text),
]);
const traced = (text: string) => TRACES.filter((trace) => text.includes(trace));

const WITH_PERSONS = `
  leadOfficial leadOfficialPerson { shownAs post id name phone erased }
  contact contactPerson { shownAs post id name phone erased }`;
const VIEWS = `query ($id: ID!, $person: UUID!, $knownAt: Instant, $atLeast: Position) {
  project(id: $id, asOf: { knownAt: $knownAt }, atLeast: $atLeast) {
    name ${WITH_PERSONS} events(first: 100) { type data } timeline { milestone { code } }
  }
  projects(first: 10, atLeast: $atLeast) { edges { node { ${WITH_PERSONS} } } }
  bottlenecks(atLeast: $atLeast) { groups(by: LEAD_OFFICIAL) { key total buckets { open } } }
  bottleneckCases(bottleneck: "land-pre-approval-pending", first: 10, atLeast: $atLeast) { edges { node { project { ${WITH_PERSONS} } } } }
  person(id: $person) { ${PERSON} }
  persons(first: 10) { totalCount edges { cursor node { ${PERSON} } } }
}`;

let api: Api;
let log = '';
let projectId: string;
let person: string;
let knownThen: string;
let atLeast: string;
let answerBefore: string;
let eventsBefore: unknown;
let reader: PoolClient;
let receiver: Receiver;
let endpoint: string;

const rowsOf = async (statement: string) => (await api.database.pool.query(statement)).rows;

/** A fingerprint of every column of every event, whatever columns there are. */
const storedEvents = () =>
  rowsOf('SELECT count(*), md5(string_agg(e::text, chr(10) ORDER BY position)) AS bytes FROM event_store.events e');

/** What PostgreSQL has logged of this database, if its log is where the embedded one keeps it. */
async function postgresLog(): Promise<string> {
  const [{ log: text }] = await rowsOf(`SELECT pg_read_file('server.log', true) AS log`);
  return String(text ?? '');
}

async function views(knownAt: string | null): Promise<string> {
  const { data, errors } = await api.ask(VIEWS, { id: projectId, person, knownAt, atLeast });
  expect(errors).toBeUndefined();
  return JSON.stringify(data);
}

/** All that a receiver was sent, headers and all. */
const received = (): string => JSON.stringify(receiver.received.map(({ headers, body }) => [headers, body]));

/** A mutation on the endpoint. @returns its id */
async function webhook(mutation: string, input: object): Promise<string> {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const text = `mutation ($input: ${type}!) { ${mutation}(input: $input) { endpoint { id } userErrors { code } } }`;
  const { data, errors } = await api.ask(text, { input });
  expect({ errors, userErrors: data?.[mutation]?.userErrors }).toEqual({ errors: undefined, userErrors: [] });
  return data[mutation].endpoint.id as string;
}

/** Waits until nothing is left to be told to the receiver. */
async function toldEverything(): Promise<void> {
  const head = await headOf(api);
  await waitUntil('every message has arrived', async () => {
    const [{ position, waiting }] = await rowsOf(
      `SELECT r.position::text, (SELECT count(*) FROM webhook.queue)::int
         + (SELECT count(*) FROM webhook.feed f WHERE f.cursor < r.position)::int AS waiting
       FROM webhook.router r`,
    );
    return BigInt(position) >= BigInt(head) && waiting === 0;
  });
}

/** Requests that go wrong in every way there is, the person's name and phone in them. */
async function goWrong(): Promise<void> {
  const inputs: Record<string, object> = {
    addPerson: { name: NAME.repeat(50), phone: PHONE.repeat(50), post: NAME.repeat(50) },
    correctPerson: { personId: NAME, name: NAME },
    erasePerson: { personId: person, ground: NAME },
    registerProject: { ...ORDINARY, landMode: NAME, [NAME]: PHONE },
  };
  for (const [mutation, input] of Object.entries(inputs)) {
    const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
    const { errors } = await api.ask(`mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename } }`, {
      input,
    });
    expect(errors).toBeDefined();
  }
  const literal = JSON.stringify(NAME);
  const queries = [
    `{ person(id: ${literal}) { name } }`,
    `{ persons(first: 1, after: ${literal}) { totalCount } }`,
    `{ project(id: ${literal}) { name } }`,
    `{ bottlenecks(ruleset: ${literal}) { total } }`,
    `mutation { addPerson(input: { name: ${literal}, phone: ${literal}, post: 7 }) { __typename } }`,
    `mutation { addPerson(input: { name: "${NAME}" `,
  ];
  for (const query of queries) expect((await api.ask(query)).errors).toBeDefined();
  for (const [type, payload] of [
    ['application/json', `{"query": "${NAME}`],
    [`text/${encodeURIComponent(NAME)}`, PHONE],
  ] as const) {
    const { statusCode } = await api.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': type },
      payload,
    });
    expect(statusCode).toBeGreaterThanOrEqual(400);
  }
  const blank = await sendPerson(api, 'addPerson', { name: NAME, phone: PHONE, post: ' ' });
  expect(blank.userErrors).toHaveLength(1);
  // A database that fails: told as an internal error, and logged as such.
  await api.database.pool.query('ALTER TABLE directory.person RENAME COLUMN phone TO telephone');
  await expect(sendPerson(api, 'addPerson', { name: NAME, phone: PHONE, post: '专员' })).rejects.toThrow('internal');
  await api.database.pool.query('ALTER TABLE directory.person RENAME COLUMN telephone TO phone');
}

beforeAll(async () => {
  const database = await createTestDatabase();
  // The most that a database can be made to log.
  const [{ name }] = (await database.pool.query('SELECT current_database() AS name')).rows;
  await database.pool.query(`ALTER DATABASE ${name} SET log_statement = 'all'`);
  await database.pool.query(`ALTER DATABASE ${name} SET log_min_duration_statement = 0`);
  const write = (line: string) => void (log += line);
  const logger = new Logging({ level: 'debug', stream: { write } });
  api = await startApi({ database, logger, env: LOOPBACK_WEBHOOKS });
  receiver = await Receiver.start();
  const everything = { url: receiver.url, bureau: '统计局', description: '统计联网平台', start: { from: 'BEGINNING' } };
  endpoint = await webhook('createWebhook', everything);

  await addedPerson(api, BYSTANDER);
  person = await addedPerson(api, { name: MISSPELT, phone: PHONE, bureau: '工信局', post: '项目专员' });
  await sendPerson(api, 'correctPerson', { personId: person, name: NAME });
  projectId = await registered(api);
  for (const [role, assignee] of [
    ['LEAD_OFFICIAL', '分管工业副县长'],
    ['CONTACT', '项目专员'],
  ]) {
    await done(api, 'assignResponsibility', { projectId, role, assignee, person, from: '2024-01-02' });
  }
  await done(api, 'recordMilestone', { projectId, milestone: 'filing', occurredOn: '2024-02-01' });
  await toldEverything();
  atLeast = await headOf(api);
  [{ at: knownThen }] = await rowsOf('SELECT max(recorded_at) AS at FROM event_store.events');
  answerBefore = await views(null);
  await goWrong();
  await api.database.pool.query('ANALYZE');
  eventsBefore = await storedEvents();
});

afterAll(async () => {
  reader?.release(true);
  await api.close();
  await receiver.stop();
  await api.database.drop();
});

describe('before erasure', () => {
  it('the person is in the directory and its files, and nowhere else', async () => {
    expect(await tablesHolding(api.database.pool, TRACES)).toEqual(['directory.person']);
    expect(await filesHolding(api.database.pool, TRACES)).not.toEqual([]);
    expect(traced(answerBefore)).toEqual(expect.arrayContaining([PHONE, '欧阳𠮷']));
  });

  it('the logs know of what went wrong, and not of whom', async () => {
    expect(log).toContain('Internal error');
    expect(traced(log)).toEqual([]);
    // What others send is told, or silence would prove nothing.
    await api.database.pool.query('SELECT $1::text', [BYSTANDER.name]);
    const said = await postgresLog();
    if (said !== '') expect(said).toMatch(new RegExp(`INSERT INTO directory.person[^]*${BYSTANDER.name}`));
    expect(traced(said)).toEqual([]);
  });
});

describe('webhooks', () => {
  it('had told everything by then, and nothing of whom', async () => {
    expect(receiver.bodies('milepost.milestone.reached.v1')).toHaveLength(1);
    expect(receiver.bodies('milepost.project.registered.v1')[0]?.subject).toBe(projectId);
    expect(traced(received())).toEqual([]);
  });
});

describe('erasure', () => {
  it('is refused while someone else, such as a backup, holds the table; nothing is changed then', async () => {
    const backup = await api.database.pool.connect();
    await backup.query('BEGIN; LOCK TABLE directory.person IN ACCESS SHARE MODE');
    await expect(sendPerson(api, 'erasePerson', { personId: person, ground: 'OTHER_LAW' })).rejects.toThrow(
      'directory.busy',
    );
    await backup.query('ROLLBACK');
    backup.release();
    expect(await views(null)).toBe(answerBefore);
  });

  it('leaves no byte of the person in any table or file, though an old transaction is still looking', async () => {
    reader = await api.database.pool.connect();
    await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM event_store.events');
    const { userErrors } = await sendPerson(api, 'erasePerson', { personId: person, ground: 'CONSENT_WITHDRAWN' });
    expect(userErrors).toEqual([]);
    expect(await tablesHolding(api.database.pool, TRACES)).toEqual([]);
    expect(await filesHolding(api.database.pool, TRACES)).toEqual([]);
  });

  it('leaves all others as they were', async () => {
    const { data } = await api.ask(`{ persons(first: 10) { edges { node { ${PERSON} } } } }`);
    expect(data.persons.edges).toEqual([{ node: expect.objectContaining(BYSTANDER) }]);
  });

  it('shows in every view, of now and of then, as the post alone', async () => {
    for (const knownAt of [null, knownThen]) {
      const answer = await views(knownAt);
      expect(traced(answer)).toEqual([]);
      const { project, projects, bottleneckCases } = JSON.parse(answer);
      const gone = { id: person, name: null, phone: null, erased: true };
      const responsible = {
        leadOfficial: '分管工业副县长',
        leadOfficialPerson: { ...gone, shownAs: '分管工业副县长', post: '分管工业副县长' },
        contact: '项目专员',
        contactPerson: { ...gone, shownAs: '项目专员', post: '项目专员' },
      };
      expect(project).toMatchObject(responsible);
      expect(projects.edges).toEqual([{ node: responsible }]);
      expect(bottleneckCases.edges).toEqual([{ node: { project: responsible } }]);
    }
  });

  it('changes no byte of an event', async () => {
    expect(await storedEvents()).toEqual(eventsBefore);
  });

  it('is not undone by webhooks: what is told and replayed afterwards names nobody', async () => {
    const before = receiver.received.length;
    await done(api, 'recordMilestone', { projectId, milestone: 'eia', occurredOn: '2024-03-01' });
    await webhook('replayWebhook', { id: endpoint, after: '0', reason: '接收方系统恢复' });
    await waitUntil('all of it came again', () => receiver.received.length >= 2 * before + 1);
    await toldEverything();
    expect(traced(received())).toEqual([]);
    expect(await tablesHolding(api.database.pool, TRACES)).toEqual([]);
  });

  it('is not told in logs either', async () => {
    expect(traced(log)).toEqual([]);
    expect(traced(await postgresLog())).toEqual([]);
  });
});
