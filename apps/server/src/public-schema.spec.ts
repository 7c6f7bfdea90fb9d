import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, isInputObjectType, isNonNullType } from 'graphql';
import { publicSchema } from './public-schema';

describe('the committed schema', () => {
  it('is the one that the code serves (npm run schema makes it anew)', async () => {
    expect(await publicSchema()).toBe(readFileSync(join(__dirname, '../../../schema.graphql'), 'utf8'));
  });
});

describe('the schema', () => {
  // The query compiler fills in defaults of optional input fields only: a required one with a default is refused.
  it('has no input field that is required and has a default', async () => {
    const types = Object.values(buildSchema(await publicSchema()).getTypeMap()).filter(isInputObjectType);
    expect(types.length).toBeGreaterThan(20);
    const fields = types.flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })));
    const broken = fields.filter(({ field }) => isNonNullType(field.type) && field.defaultValue !== undefined);
    expect(broken.map(({ type, field }) => `${type.name}.${field.name}`)).toEqual([]);
  });
});
