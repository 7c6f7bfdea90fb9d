import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
  readonly cycle?: readonly { readonly name: string }[];
}

interface Report {
  readonly summary: { readonly violations: readonly Violation[]; readonly totalCruised: number };
}

const root = join(__dirname, '..', '..');
const config = join(root, '.dependency-cruiser.cjs');
// dependency-cruiser consists of ES modules only, so it runs as the command that it also is.
const cruiser = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');

/** Faults of the fixture by the rule that reports them: offending file, then what it imports. */
const faults: Record<string, [from: string, to: string][]> = {
  'every-lib-has-its-place': [['libs/stray/src/index.ts', 'libs/stray/src/stray-lib.ts']],
  'lifecycle-imports-nothing-of-ours': [
    ['libs/lifecycle/src/knows-the-store.spec.tsx', 'libs/event-store/src/index.ts'],
    ['libs/lifecycle/src/knows-the-store.ts', 'libs/event-store/src/index.ts'],
  ],
  'lifecycle-is-pure': [
    ['libs/lifecycle/src/reads-files.ts', 'fs'],
    ['libs/lifecycle/src/uses-a-package.ts', 'node_modules/dataloader'],
  ],
  'postgres-imports-nothing-of-ours': [['libs/postgres/src/knows-the-domain.ts', 'libs/lifecycle/src/index.ts']],
  'event-store-stays-apart': [['libs/event-store/src/knows-its-reader.ts', 'libs/projection/src/index.ts']],
  'projection-stays-apart': [['libs/projection/src/knows-the-caller.ts', 'libs/identity/src/index.ts']],
  'foundations-stay-apart': [
    ['libs/graphql/src/knows-the-caller.ts', 'libs/identity/src/index.ts'],
    ['libs/identity/src/knows-the-database.ts', 'libs/postgres/src/index.ts'],
    ['libs/sample/src/knows-a-slice.ts', 'libs/registry/src/index.ts'],
  ],
  'slices-stay-apart': [
    ['libs/dispatch/src/knows-what-joins-slices.ts', 'libs/views/src/index.ts'],
    ['libs/registry/src/knows-an-app.ts', 'apps/server/src/main.ts'],
    ['libs/timeline/src/knows-another-slice.ts', 'libs/bottleneck/src/index.ts'],
  ],
  'apps-are-not-imported': [
    ['apps/cli/src/knows-another-app.ts', 'apps/server/src/main.ts'],
    ['libs/registry/src/knows-an-app.ts', 'apps/server/src/main.ts'],
  ],
  'libs-are-entered-through-their-index': [['apps/server/src/reaches-inside-a-lib.ts', 'libs/timeline/src/private.ts']],
  'libs-are-entered-by-name': [
    ['apps/server/src/goes-by-path.ts', 'libs/timeline/src/index.ts'],
    ['apps/server/src/reaches-inside-a-lib.ts', 'libs/timeline/src/private.ts'],
  ],
  'pg-stays-inside': [
    ['libs/event-store/src/uses-the-driver.ts', 'node_modules/pg'],
    ['libs/projection/src/uses-the-driver.ts', 'node_modules/pg'],
  ],
  'event-store-adapters-are-entered-through-their-index': [
    ['libs/event-store/src/reaches-inside-an-adapter.ts', 'libs/event-store/src/postgres/append.ts'],
  ],
  'no-circles': [['libs/audit/src/circle-back.ts', 'libs/audit/src/circle.ts → libs/audit/src/circle-back.ts']],
  'production-imports-no-tests': [
    ['libs/webhook/src/imports-a-spec.ts', 'libs/webhook/src/delivery.spec.tsx'],
    ['libs/webhook/src/imports-test-support.ts', 'test/support.ts'],
  ],
  'imports-resolve': [['libs/dispatch/src/misspells-a-lib.ts', '@milepost/lifecylce']],
};

/** Checks apps and libs under a folder; gives a line per violation. */
async function cruise(folder: string): Promise<{ violations: string[]; modules: number }> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [cruiser, '--config', config, '--output-type', 'json', 'apps', 'libs'],
    { cwd: folder, maxBuffer: 256 * 1024 * 1024 },
  );
  const { violations, totalCruised } = (JSON.parse(stdout) as Report).summary;
  return { violations: violations.map(describeViolation).sort(), modules: totalCruised };
}

function describeViolation({ rule, from, to, cycle }: Violation): string {
  const target = cycle ? cycle.map(({ name }) => name).join(' → ') : to;
  return `${rule.name}: ${from} → ${target.replace(/^.*(node_modules\/(?:@[^/]+\/)?[^/]+)\/.*$/, '$1')}`;
}

describe('the import rules', () => {
  it('hold', async () => {
    const { violations, modules } = await cruise(root);
    expect(violations).toEqual([]);
    // Nothing is wrong with nothing: the run must have seen the source.
    expect(modules).toBeGreaterThan(100);
  }, 60_000);

  it('each report the faults made for them, and nothing else', async () => {
    const expected = Object.entries(faults).flatMap(([rule, list]) =>
      list.map(([from, to]) => `${rule}: ${from} → ${to}`),
    );
    expect((await cruise(join(__dirname, 'fixture'))).violations).toEqual(expected.sort());
  }, 60_000);

  it('are all proven', () => {
    const { forbidden } = jest.requireActual<{ forbidden: { name: string }[] }>(config);
    expect(forbidden.map(({ name }) => name).sort()).toEqual(Object.keys(faults).sort());
  });
});
