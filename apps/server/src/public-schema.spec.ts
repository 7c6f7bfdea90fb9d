import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publicSchema } from './public-schema';

describe('the committed schema', () => {
  it('is the one that the code serves (npm run schema makes it anew)', async () => {
    expect(await publicSchema()).toBe(readFileSync(join(__dirname, '../../../schema.graphql'), 'utf8'));
  });
});
