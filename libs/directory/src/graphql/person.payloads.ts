import { UserError } from '@milepost/graphql';
import type { Notice } from '@milepost/lifecycle';
import type { Type } from '@nestjs/common';
import { Field, ObjectType } from '@nestjs/graphql';
import { Person } from './person.types';

/** What a mutation on the directory answers. Without a position: the directory is not made of events. */
export interface PersonPayload {
  readonly person: Person | null;
  readonly userErrors: readonly Notice[];
}

function personPayload(name: string): Type<PersonPayload> {
  @ObjectType(`${name}Payload`)
  class Payload implements PersonPayload {
    @Field(() => Person, { nullable: true, description: 'As it is after the change; null when nothing was changed.' })
    person!: Person | null;

    @Field(() => [UserError], { description: 'Why nothing was changed; empty when it was done.' })
    userErrors!: readonly Notice[];
  }
  return Payload;
}

export const AddPersonPayload = personPayload('AddPerson');
export const CorrectPersonPayload = personPayload('CorrectPerson');
export const ErasePersonPayload = personPayload('ErasePerson');
