import { parseArgs } from 'node:util';
import { apiBench } from './api.bench';
import type { Bench } from './bench';
import { importBench } from './import.bench';
import { rebuildBench } from './rebuild.bench';
import { machine, print } from './report';
import { storeBench } from './store.bench';
import { verifyBench } from './verify.bench';
import { webhooksBench } from './webhooks.bench';

const BENCHES: readonly Bench[] = [importBench, rebuildBench, apiBench, verifyBench, storeBench, webhooksBench];
const NAMES = BENCHES.flatMap(({ names }) => names);

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { projects: { type: 'string' } } });
  const projects = values.projects === undefined ? undefined : Number(values.projects);
  const wrong = projects !== undefined && !(Number.isInteger(projects) && projects > 0);
  if (wrong || positionals.some((name) => !NAMES.includes(name))) {
    throw new Error(`usage: npm run bench -- [${NAMES.join(' | ')}]… [--projects <number>]`);
  }
  console.log(machine());
  const asked = positionals.length > 0 ? positionals : NAMES;
  for (const bench of BENCHES) {
    const names = bench.names.filter((name) => asked.includes(name));
    if (names.length === 0) continue;
    const result = await bench.run({ projects, names });
    if ('skipped' in result) console.log(`\n${names.join(', ')}: skipped, ${result.skipped}`);
    else result.forEach(print);
  }
}

// Ends what was started, too: databases and servers go with the process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
