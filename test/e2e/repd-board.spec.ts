import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REPD_EDITIONS } from '../golden/repd';
import { ours, REPD_BOARD, theirs, type RepdBoard, type RepdBucket } from '../golden/repd-board';
import { startCommand } from '../support/command';
import { startServer, type ServerProcess } from '../support/server';
import { waitUntil } from '../support/wait-until';

const COUNT = `query ($bottleneck: String!, $state: [CaseState!], $on: CalendarDate!) {
  bottleneckCases(ruleset: "repd-pairs", bottleneck: $bottleneck, state: $state, asOf: { on: $on }, first: 1) {
    totalCount
    edges { node { startedBy project { id events(first: 100) { id type } timeline { milestone { code } eventId } } } }
  }
}`;

interface Readiness {
  readonly checks: { readonly projections: { readonly detail: string } };
}

for (const edition of REPD_EDITIONS) {
  const { file, name } = edition;
  if (file === null) {
    it.skip(`${name}: the register is not here (../shared/data), so its board is not compared`, () => undefined);
    continue;
  }

  describe(`the board of ${name}, imported at the command line and read over GraphQL`, () => {
    const reference = edition.reference();
    const folder = mkdtempSync(join(tmpdir(), 'milepost-repd-'));
    chmodSync(folder, 0o755);
    const data = ['--data', join(folder, 'data')];
    let server: ServerProcess;

    const importRegister = () => {
      const main = join('dist', 'apps', 'cli', 'src', 'main.js');
      return startCommand(process.execPath, [main, 'import', file, '--mapping', 'repd', ...data]).ended;
    };

    beforeAll(async () => {
      server = await startServer(data);
      expect(await importRegister()).toMatchObject({ code: 0 });
      await waitUntil('the views show the import', async () => {
        const { checks } = (await (await fetch(`${server.url}/health/ready`)).json()) as Readiness;
        return (checks.projections.detail.match(/lag 0\b/g) ?? []).length === 4;
      });
    }, 300_000);

    afterAll(async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    it.each(Object.keys(reference.cutoffs))('equals the reference on %s', async (on) => {
      const { data: told } = await server.ask(REPD_BOARD, { on });
      const pairs = reference.cutoffs[on]?.pairs ?? [];
      const [rows, expected] = [ours(told.bottlenecks as RepdBoard), theirs(pairs)];
      const side = (who: string) => (row: (typeof rows | typeof expected)[number], index: number) => {
        const [top] = row.regions.live;
        return { pair: `${pairs[index]?.a} → ${pairs[index]?.b}`, who, ...row, regions: `${top?.[0]} ${top?.[1]} …` };
      };
      console.table(rows.map(side('ours')).flatMap((row, index) => [row, expected.map(side('theirs'))[index]]));
      expect(rows).toEqual(expected);
    });

    it('is counted from rows that can be seen, and each row from events', async () => {
      const on = Object.keys(reference.cutoffs).at(-1) ?? '';
      const { data: told } = await server.ask(REPD_BOARD, { on });
      for (const bucket of told.bottlenecks.buckets as RepdBucket[]) {
        const bottleneck = bucket.bottleneck.code;
        const places = { OPEN: bucket.open, SKIPPED: bucket.skipped, ENDED: bucket.ended, PASSED: bucket.dwell.count };
        for (const [state, figure] of Object.entries(places)) {
          const { data: ledger } = await server.ask(COUNT, { bottleneck, state: [state], on });
          expect(ledger.bottleneckCases.totalCount).toBe(figure);
          for (const { node } of ledger.bottleneckCases.edges) {
            const ids = node.project.events.map(({ id }: { id: string }) => id);
            expect(ids).toContain(node.startedBy);
          }
        }
      }
    });

    it('stays as it is when the same file is imported again', async () => {
      const { code, output } = await importRegister();
      expect(code).toBe(0);
      expect(output).toMatch(/0 registered, 0 changed, [\d,]+ unchanged, 0 refused/);
    }, 120_000);
  });
}
