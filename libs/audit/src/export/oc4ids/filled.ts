/** The object without what says nothing: the standard's schema takes no nulls, and no empty texts, lists or objects. */
export function filled<Shape extends object>(object: Shape): Shape {
  const says = ([, value]: [string, unknown]): boolean =>
    value !== undefined &&
    value !== null &&
    value !== '' &&
    !(typeof value === 'object' && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(object).filter(says)) as Shape;
}
