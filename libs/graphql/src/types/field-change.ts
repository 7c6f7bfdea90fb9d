import { Field, ObjectType } from '@nestjs/graphql';
import type { Label } from '@milepost/lifecycle';
import { LabelField } from './label-field';

/** A value before and after. Resolvers return the domain's changes as they are. */
@ObjectType({ description: 'A value before and after, in words.' })
export class FieldChange {
  @Field(() => String, { description: 'Stable, for programs: `occurredOn`, `totalInvestment`, `target.eia`.' })
  field!: string;

  @LabelField()
  label!: Label;

  @LabelField({ nullable: true, description: 'Null: there was none.' })
  from!: Label | null;

  @LabelField({ nullable: true, description: 'Null: there is none any more.' })
  to!: Label | null;
}
