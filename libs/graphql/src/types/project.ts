import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { History, Rulebook } from '@milepost/lifecycle';
import { Instant } from '../scalars/instant';
import { Provenance } from '../provenance/provenance';
import { Yuan } from '../scalars/yuan';

/** Whether a project is under way. */
export enum Standing {
  ACTIVE = 'ACTIVE',
  SUSPENDED = 'SUSPENDED',
  ENDED = 'ENDED',
}

registerEnumType(Standing, { name: 'Standing', description: 'Whether a project is under way.' });

/**
 * A tracked investment project. All fields are plain, so that whole rows resolve without a call per field; slices add
 * what is lazy with `@ResolveField`.
 */
@ObjectType({ description: 'A tracked investment project (项目).' })
export class Project {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true, description: '投资项目统一代码, once assigned.' })
  code!: string | null;

  @Field(() => [String], { description: 'Earlier codes.' })
  aliases!: readonly string[];

  @Field(() => String, { description: 'Code of its kind in the catalogue.' })
  kind!: string;

  @Field(() => String, { nullable: true, description: 'The investing organization.' })
  investor!: string | null;

  @Field(() => String, { description: 'GB/T 2260 code, or a path such as `England/South West`.' })
  district!: string;

  @Field(() => String, { nullable: true, description: "GB/T 4754 code, or the region's own." })
  industry!: string | null;

  @Field(() => String, { nullable: true, description: 'How it gets its land (供地方式).' })
  landMode!: string | null;

  @Field(() => Yuan, { nullable: true, description: 'Total investment (总投资), exact.' })
  totalInvestment!: string | null;

  @Field(() => String, { nullable: true, description: 'Total investment in 万元 or 亿元, for people.' })
  totalInvestmentText!: string | null;

  @Field(() => String, { nullable: true, description: 'Code of its size tier; null without a total investment.' })
  sizeTier!: string | null;

  @Field(() => [String])
  tags!: readonly string[];

  @Field(() => String, { nullable: true, description: 'The bureau in charge (责任单位).' })
  bureau!: string | null;

  @Field(() => String, { nullable: true, description: "The lead official's post (包保领导), never a name." })
  leadOfficial!: string | null;

  @Field(() => String, { nullable: true, description: "The contact's post (联系人), never a name." })
  contact!: string | null;

  @Field(() => Standing)
  standing!: Standing;

  @Field(() => Instant)
  registeredAt!: string;

  @Field(() => String, { description: 'Code of the lifecycle catalogue that it follows.' })
  catalogue!: string;

  @Field(() => String, { nullable: true, description: 'Its key in the register or ledger that it came from.' })
  externalKey!: string | null;

  /** Directory id of the person in the lead official's post; not part of the schema. */
  leadOfficialId!: string | null;

  /** Directory id of the person in the contact's post; not part of the schema. */
  contactId!: string | null;
  @Field(() => Provenance, {
    nullable: true,
    description: 'What the answer rests on, and the query that gives it again; only of the project asked for itself.',
  })
  provenance?: Provenance | null;

  /** The state that it shows, which its lazy fields are read for too; not part of the schema. */
  asOf!: AsOfState;

  /** What is known of it, where it is at hand, as after a mutation; not part of the schema. */
  history?: History;

  /** The rules that it was decided by, likewise. */
  rulebook?: Rulebook;
}

interface AsOfState {
  readonly on: string;
  readonly knownAt: string | null;
}
