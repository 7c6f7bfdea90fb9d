import { Field, ObjectType } from '@nestjs/graphql';
import { CalendarDate } from '../scalars/calendar-date';

@ObjectType({ description: 'What proves a milestone.' })
export class EvidenceDocument {
  @Field(() => String, { nullable: true, description: 'Document number (文号).' })
  number?: string | null;

  @Field(() => String, { nullable: true })
  issuer?: string | null;

  @Field(() => CalendarDate, { nullable: true })
  issuedOn?: string | null;

  @Field(() => String, { nullable: true, description: 'Hash of the file.' })
  sha256?: string | null;
}
