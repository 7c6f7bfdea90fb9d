import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { LabelField } from './label-field';

/** How much a notice matters. */
export enum Severity {
  ERROR = 'ERROR',
  WARNING = 'WARNING',
}

registerEnumType(Severity, {
  name: 'Severity',
  description: 'How much a notice matters.',
  valuesMap: {
    ERROR: { description: 'Nothing was changed.' },
    WARNING: { description: 'It was recorded; someone should look at it.' },
  },
});

@ObjectType({ isAbstract: true })
abstract class NoticeFields {
  @Field(() => String, { description: 'Stable, dotted, for programs: `milestone.unknown`.' })
  code!: string;

  @Field(() => String, { nullable: true, description: 'Path of the input field; null when it concerns all of it.' })
  field!: string | null;

  @LabelField({ from: 'self', description: 'For people.' })
  message?: never;
}

/** Why nothing was changed. Resolvers return the domain's notices as they are. */
@ObjectType({ description: 'Why nothing was changed.' })
export class UserError extends NoticeFields {
  @Field(() => Severity, { defaultValue: Severity.ERROR })
  severity?: Severity;
}

/** Something to look at, though it was recorded. Resolvers return the domain's notices as they are. */
@ObjectType({ description: 'Something to look at, though it was recorded.' })
export class Notice extends NoticeFields {
  @Field(() => Severity, { defaultValue: Severity.WARNING })
  severity?: Severity;
}
