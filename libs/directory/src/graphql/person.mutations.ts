import type { RequestContext } from '@milepost/graphql';
import { notices, type Notice } from '@milepost/lifecycle';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { v4 as randomId, v5 as namedId } from 'uuid';
import { detailProblems, type Entry, type PersonDetails } from '../person';
import { Directory } from '../store/directory';
import { AddPersonInput, CorrectPersonInput, ErasePersonInput } from './person.input';
import { AddPersonPayload, CorrectPersonPayload, ErasePersonPayload, type PersonPayload } from './person.payloads';
import { personOf } from './person.types';
import { uncached } from './uncached';

/** Namespace of the ids derived from idempotency keys. */
const KEYS = '0f5d7f6e-8d0c-4c52-9f7b-4f6f5d3f7a91';

/** Until callers are known, everything that comes over GraphQL is said by the one account of this machine. */
const ACTOR = 'local';

const refused = (...userErrors: Notice[]): PersonPayload => ({ person: null, userErrors });
const done = (entry: Entry): PersonPayload => ({ person: personOf(entry), userErrors: [] });

/** Whether an entry may have come of these very details: one corrected or erased since can't be held against them. */
function madeOf(entry: Entry, details: PersonDetails): boolean {
  if (entry.erased || entry.correctedAt !== null) return true;
  return (['name', 'phone', 'bureau', 'post'] as const).every((field) => entry[field] === details[field]);
}

@Resolver()
export class PersonMutations {
  constructor(private readonly directory: Directory) {}

  @Mutation(() => AddPersonPayload, { description: 'Adds a person to the directory (录入人员).' })
  async addPerson(@Args('input') input: AddPersonInput, @Context() context: RequestContext): Promise<PersonPayload> {
    uncached(context);
    const { idempotencyKey, name, phone = null, bureau = null, post } = input;
    const details = { name, phone, bureau, post };
    const problems = detailProblems(details);
    if (problems.length > 0) return refused(...problems);
    const id = idempotencyKey ? namedId(idempotencyKey, KEYS) : randomId();
    const { entry, added } = await this.directory.add(id, details);
    return added || madeOf(entry, details) ? done(entry) : refused(notices.idempotencyKeyReused('idempotencyKey'));
  }

  @Mutation(() => CorrectPersonPayload, { description: "Puts a person's details right (更正个人信息)." })
  async correctPerson(
    @Args('input') input: CorrectPersonInput,
    @Context() context: RequestContext,
  ): Promise<PersonPayload> {
    uncached(context);
    const { personId, name, phone, bureau, post } = input;
    const changes = { ...(name !== null && { name }), phone, bureau, ...(post !== null && { post }) };
    const problems = detailProblems(changes);
    if (problems.length > 0) return refused(...problems);
    await this.directory.correct(personId, changes);
    const entry = await this.directory.findOne(personId);
    if (entry === null) return refused(notices.personUnknown('personId', { id: personId }));
    return entry.erased ? refused(notices.personErased('personId', { id: personId })) : done(entry);
  }

  @Mutation(() => ErasePersonPayload, {
    description: "Erases a person's data for good (删除个人信息): every view shows the post instead, also of the past.",
  })
  async erasePerson(
    @Args('input') input: ErasePersonInput,
    @Context() context: RequestContext,
  ): Promise<PersonPayload> {
    uncached(context);
    const { personId, ground } = input;
    const left = await this.directory.erase(personId, { by: ACTOR, ground });
    return left === null ? refused(notices.personUnknown('personId', { id: personId })) : done(left);
  }
}
