import { Extensions } from '@nestjs/graphql';
import type { GraphQLField } from 'graphql';

const ITEMS = 'milepost.items';

/**
 * Tells the cost rule how many items a list without `first` usually has (a timeline: some fifteen milestones); such a
 * list counts as one item otherwise.
 */
export function AssumedItems(items: number): MethodDecorator & PropertyDecorator {
  return Extensions({ [ITEMS]: items }) as MethodDecorator & PropertyDecorator;
}

/** Items that a list without `first` counts for. */
export function assumedItems(field: GraphQLField<unknown, unknown>): number {
  const items = field.extensions[ITEMS];
  return typeof items === 'number' ? items : 1;
}
