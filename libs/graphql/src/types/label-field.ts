import { Extensions, Field, TypeMetadataStorage } from '@nestjs/graphql';
import { GraphQLSchema, isObjectType } from 'graphql';
import type { Label } from '@milepost/lifecycle';
import { Language, textIn } from './language';

const LABEL = 'milepost.label';

interface LabelFieldOptions {
  readonly description?: string;
  readonly nullable?: boolean;
  /** `'self'`: the object itself carries `zh` and `en`, as a notice does. Else the property of the same name is a label. */
  readonly from?: 'property' | 'self';
}

/**
 * Declares `name(language: Language! = ZH): String!` for a property that holds `{ zh, en }`.
 *
 * The resolver is attached by `resolveLabels`, not by Nest: a plain synchronous function costs a fraction of a
 * `@ResolveField` method, and labels are asked for on every row.
 */
export function LabelField({ description, nullable = false, from = 'property' }: LabelFieldOptions = {}) {
  return (prototype: object, property: string): void => {
    Field(() => String, { description, nullable })(prototype, property);
    // `@Args` is read on resolvers only; this is what it records there.
    TypeMetadataStorage.addMethodParamMetadata({
      kind: 'arg',
      name: 'language',
      target: prototype.constructor,
      methodName: property,
      index: 0,
      typeFn: () => Language,
      options: { defaultValue: Language.ZH },
    });
    Extensions({ [LABEL]: from === 'self' ? { self: true } : { property } })(prototype, property);
  };
}

/** Schema step: gives the fields declared with `LabelField` their resolver. */
export function resolveLabels(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const place = field.extensions[LABEL] as { self?: true; property?: string } | undefined;
      if (place === undefined) continue;
      const { property } = place;
      field.resolve = (source: Record<string, unknown>, { language }: { language: Language }) => {
        const label = (property === undefined ? source : source[property]) as Label | null | undefined;
        return label ? textIn(language, label) : null;
      };
    }
  }
  return schema;
}
