import { attributeText } from './xml';

/** The elementary datatypes of XES (IEEE 1849-2016, 4.2). */
export type AttributeType = 'string' | 'date' | 'int' | 'float' | 'boolean' | 'id';

/** A typed attribute of a log, trace or event; `undefined` and `null` are left out. */
export type Attribute = readonly [
  type: AttributeType,
  key: string,
  value: string | number | boolean | bigint | null | undefined,
];

/** Attributes as XES elements. A key occurs once per component. */
export function writeAttributes(attributes: readonly Attribute[]): string {
  let xml = '';
  for (const [type, key, value] of attributes) {
    if (value === undefined || value === null) continue;
    xml += `<${type} key="${key}" value="${attributeText(String(value))}"/>`;
  }
  return xml;
}
