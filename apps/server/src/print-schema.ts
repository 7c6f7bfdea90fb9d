import 'reflect-metadata';
import { publicSchema } from './public-schema';

void publicSchema().then((schema) => process.stdout.write(schema));
