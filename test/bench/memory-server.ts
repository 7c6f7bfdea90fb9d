import { readFileSync } from 'node:fs';
import Fastify from 'fastify';
import { GraphQLScalarType } from 'graphql';
import mercurius from 'mercurius';

/**
 * What the product is compared with: mercurius with nothing around it, whose resolver hands back an answer kept in
 * memory. The schema is the product's own; fields are read off the kept objects.
 */
async function main([schemaFile, answersFile]: readonly string[]): Promise<void> {
  if (schemaFile === undefined || answersFile === undefined) throw new Error('usage: memory-server <schema> <answers>');
  const answers = JSON.parse(readFileSync(answersFile, 'utf8')) as Record<string, unknown>;
  const app = Fastify();
  await app.register(mercurius, {
    schema: readFileSync(schemaFile, 'utf8'),
    resolvers: { Query: Object.fromEntries(Object.entries(answers).map(([field, answer]) => [field, () => answer])) },
    jit: 1,
  });
  await app.ready();
  for (const type of Object.values(app.graphql.schema.getTypeMap())) {
    // Kept values are what clients get: scalars pass as they are.
    if (type instanceof GraphQLScalarType) type.serialize = (value) => value;
  }
  console.log(await app.listen({ host: '127.0.0.1', port: 0 }));
  process.once('SIGTERM', () => void app.close());
}

void main(process.argv.slice(2));
