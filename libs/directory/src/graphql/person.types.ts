import { Instant } from '@milepost/graphql';
import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Entry } from '../person';

/** Why a person's data are erased: 个人信息保护法 art. 47(1), its cases in order. */
export enum ErasureGround {
  PURPOSE_ENDED = 'purpose-ended',
  RETENTION_EXPIRED = 'retention-expired',
  CONSENT_WITHDRAWN = 'consent-withdrawn',
  UNLAWFUL_HANDLING = 'unlawful-handling',
  OTHER_LAW = 'other-law',
}

registerEnumType(ErasureGround, {
  name: 'ErasureGround',
  description: "Why a person's data are erased: 个人信息保护法 art. 47(1).",
  valuesMap: {
    PURPOSE_ENDED: { description: '处理目的已实现、无法实现或者不再必要' },
    RETENTION_EXPIRED: { description: '停止提供产品或者服务,或者保存期限已届满' },
    CONSENT_WITHDRAWN: { description: '个人撤回同意' },
    UNLAWFUL_HANDLING: { description: '违反法律、行政法规或者违反约定处理个人信息' },
    OTHER_LAW: { description: '法律、行政法规规定的其他情形' },
  },
});

@ObjectType({ description: 'An entry of the directory (人员名录): a person, or what is left of one erased.' })
export class Person {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { nullable: true, description: 'Null once erased, as are all details.' })
  name!: string | null;

  @Field(() => String, { nullable: true })
  phone!: string | null;

  @Field(() => String, { nullable: true })
  bureau!: string | null;

  @Field(() => String, { nullable: true })
  post!: string | null;

  @Field(() => Instant, { nullable: true })
  addedAt!: string | null;

  @Field(() => Instant, { nullable: true, description: 'When it was last corrected.' })
  correctedAt!: string | null;

  @Field(() => Boolean)
  erased!: boolean;

  @Field(() => Instant, { nullable: true })
  erasedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'The account that asked for it.' })
  erasedBy!: string | null;

  @Field(() => ErasureGround, { nullable: true })
  erasureGround!: ErasureGround | null;
}

const NOT_ERASED = { erasedAt: null, erasedBy: null, erasureGround: null };
const NO_DETAILS = { name: null, phone: null, bureau: null, post: null, addedAt: null, correctedAt: null };

export function personOf(entry: Entry): Person {
  if (!entry.erased) return { ...entry, ...NOT_ERASED };
  const { id, erasedAt, erasedBy, ground } = entry;
  return { id, ...NO_DETAILS, erased: true, erasedAt, erasedBy, erasureGround: ground as ErasureGround };
}
