import { accessLogResolvers, historyResolvers, integrityResolvers, proofResolvers } from '@milepost/audit';
import { bottleneckResolvers } from '@milepost/bottleneck';
import { directoryResolvers } from '@milepost/directory';
import { registryResolvers } from '@milepost/registry';
import { timelineResolvers } from '@milepost/timeline';
import { webhookResolvers } from '@milepost/webhook';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema } from 'graphql';

const HEADER = `# The public GraphQL schema. Made by \`npm run schema\`; a test holds it against the code.

`;

/** The GraphQL schema as front-ends see it, without a database behind it. */
export async function publicSchema(): Promise<string> {
  const app = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, { logger: false });
  try {
    const resolvers = [
      ...registryResolvers,
      ...timelineResolvers,
      ...bottleneckResolvers,
      ...proofResolvers,
      ...historyResolvers,
      ...integrityResolvers,
      ...accessLogResolvers,
      ...directoryResolvers,
      ...webhookResolvers,
    ];
    const schema = await app.get(GraphQLSchemaFactory).create(resolvers);
    return `${HEADER}${printSchema(lexicographicSortSchema(schema))}\n`;
  } finally {
    await app.close();
  }
}
