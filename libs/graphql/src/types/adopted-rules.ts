import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import type { Adoption, Label } from '@milepost/lifecycle';
import { IsOptional, Max, MaxLength, Min } from 'class-validator';
import { Provenance } from '../provenance/provenance';
import { CalendarDate } from '../scalars/calendar-date';
import { Instant } from '../scalars/instant';
import { Position } from '../scalars/position';
import { UUID } from '../scalars/uuid';
import { LabelField } from './label-field';

const MOST_VERSIONS = 50;

/** Which versions of catalogues or rulesets are asked for. */
@ArgsType()
export class RuleVersionsArgs {
  @IsOptional()
  @MaxLength(100)
  @Field(() => String, { nullable: true, description: 'Only versions of this one.' })
  code?: string | null;

  @IsOptional()
  @Field(() => CalendarDate, { nullable: true, description: 'Only those in force on this day; all, by default.' })
  on?: string | null;

  @IsOptional()
  @Field(() => Instant, { nullable: true, description: 'What was adopted up to this instant; all, by default.' })
  knownAt?: string | null;

  @Min(1)
  @Max(MOST_VERSIONS)
  @Field(() => Int, { defaultValue: 10, description: 'At most so many versions, 1 to 50.' })
  first: number = 10;

  @IsOptional()
  @Field(() => Position, { nullable: true, description: 'Wait (bounded) until the view has reached this position.' })
  atLeast?: string | null;
}

/** What every adopted version tells of itself. */
@ObjectType({ isAbstract: true })
export abstract class AdoptedRules {
  @Field(() => String)
  code!: string;

  @Field(() => Int)
  version!: number;

  @LabelField()
  label!: Label;

  @Field(() => CalendarDate, { description: 'First day on which it is in force, until the next version is.' })
  inForceFrom!: string;

  @Field(() => UUID, { description: 'The event that adopted it.' })
  adoptedBy!: string;

  @Field(() => Instant, { description: 'When the store took that event.' })
  adoptedAt!: string;

  @Field(() => Provenance, {
    nullable: true,
    description: 'What the list that it stands in rests on, and the query that gives that again; only on a root field.',
  })
  provenance?: Provenance | null;
}

/** The versions asked for, by code and then by the day from which each is in force. */
export function versionsOf<Value extends { readonly code: string }>(
  adopted: Readonly<Record<string, readonly Adoption<Value>[]>>,
  { code, on, first }: Pick<RuleVersionsArgs, 'code' | 'on' | 'first'>,
): Adoption<Value>[] {
  const codes = Object.keys(adopted).filter((each) => !code || each === code);
  return codes
    .sort()
    .flatMap((each) => {
      const versions = adopted[each] ?? [];
      return on ? versions.filter(({ inForceFrom }) => inForceFrom <= on).slice(-1) : versions;
    })
    .slice(0, first);
}

/** The fields that an adoption gives to `AdoptedRules`. */
export function adoptedFields({ inForceFrom, eventId, recordedAt }: Adoption<unknown>) {
  return { inForceFrom, adoptedBy: eventId, adoptedAt: recordedAt };
}
