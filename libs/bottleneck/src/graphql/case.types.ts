import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { CalendarDate, connectionTypes, Project, UUID } from '@milepost/graphql';
import { Bottleneck } from './figures.types';

export enum CaseState {
  OPEN = 'OPEN',
  SKIPPED = 'SKIPPED',
  ENDED = 'ENDED',
  SUSPENDED = 'SUSPENDED',
  PASSED = 'PASSED',
}

registerEnumType(CaseState, {
  name: 'CaseState',
  description: 'The one place in which a project is counted in a bottleneck.',
  valuesMap: {
    OPEN: { description: 'Waiting and under way.' },
    SKIPPED: { description: 'Waiting, though a later milestone has happened (缺环).' },
    ENDED: { description: 'Waiting when it ended.' },
    SUSPENDED: { description: 'Waiting and paused.' },
    PASSED: { description: 'Got through: the cases behind the dwell figures.' },
  },
});

export enum Light {
  GREEN = 'GREEN',
  YELLOW = 'YELLOW',
  RED = 'RED',
}

registerEnumType(Light, { name: 'Light', description: 'How an open case stands against its limits.' });

export enum CaseOrder {
  DAYS_DESC = 'DAYS_DESC',
  DAYS_ASC = 'DAYS_ASC',
  INVESTMENT_DESC = 'INVESTMENT_DESC',
  SINCE_ASC = 'SINCE_ASC',
  NAME_ASC = 'NAME_ASC',
}

registerEnumType(CaseOrder, { name: 'CaseOrder' });

@ObjectType({ description: 'A row of a bottleneck ledger (台账): one project in one bottleneck.' })
export class BottleneckCase {
  @Field(() => Project)
  project!: Project;

  @Field(() => Bottleneck)
  bottleneck!: Bottleneck;

  @Field(() => Int, { description: 'Version of the ruleset that made the row.' })
  rulesetVersion!: number;

  @Field(() => CaseState)
  state!: CaseState;

  @Field(() => Light, { nullable: true, description: 'Only for open cases.' })
  light!: Light | null;

  @Field(() => CalendarDate, { description: 'The day on which the clock started.' })
  since!: string;

  @Field(() => Int, {
    description:
      'Days from the start of the clock: to the day asked for, to the end of an ended one, or the dwell of a passed one.',
  })
  days!: number;

  @Field(() => Int, { nullable: true, description: 'The same without the days on which the clock stood still.' })
  clockDays!: number | null;

  @Field(() => CalendarDate, { nullable: true, description: 'Last green day of an open case.' })
  yellowAfter!: string | null;

  @Field(() => CalendarDate, { nullable: true, description: 'Last yellow day of an open case.' })
  redAfter!: string | null;

  @Field(() => CalendarDate, { nullable: true, description: 'The committed date that the limit comes from.' })
  committedOn!: string | null;

  @Field(() => CalendarDate, {
    nullable: true,
    description: 'Passed: when. Skipped: the day of the later milestone. Ended, suspended: since when.',
  })
  turnedOn!: string | null;

  @Field(() => UUID, { description: 'The event that started the clock.' })
  startedBy!: string;

  @Field(() => UUID, { nullable: true, description: 'The event behind `turnedOn`.' })
  turnedBy!: string | null;
}

export const { Connection: BottleneckCaseConnection } = connectionTypes(BottleneckCase, 'BottleneckCase', {
  reproducible: true,
});
