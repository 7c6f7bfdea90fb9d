import { registerEnumType } from '@nestjs/graphql';
import type { Label } from '@milepost/lifecycle';

/** A language that labels and messages can be had in. */
export enum Language {
  ZH = 'ZH',
  EN = 'EN',
}

registerEnumType(Language, {
  name: 'Language',
  description: 'A language that labels and messages can be had in.',
  valuesMap: { ZH: { description: 'Chinese' }, EN: { description: 'English' } },
});

/** The text of a label in one language. */
export function textIn(language: Language, label: Label): string {
  return language === Language.EN ? label.en : label.zh;
}
