/**
 * Who may import whom. `test/architecture/import-rules.spec.ts` runs these rules, and proves each of them on the tree
 * in `test/architecture/fixture`. Paths are relative to the folder the cruiser runs in.
 */
const slices = ['registry', 'timeline', 'bottleneck', 'directory', 'dispatch', 'audit', 'webhook'].join('|');
const foundations = ['lifecycle', 'postgres', 'event-store', 'projection', 'identity', 'graphql', 'sample'].join('|');
/** What puts slices together for several apps; by the rules below, no other lib imports it. */
const joints = 'views';
const tests = '(?:^test/|\\.spec\\.tsx?$)';

/** A lib imports of ours only itself and those named. */
const importsOnly = (name, lib, ...allowed) => ({
  name,
  severity: 'error',
  from: { path: `^libs/(${lib})/` },
  to: { path: '^(?:apps|libs)/', pathNot: `^libs/(?:${['$1', ...allowed].join('|')})/` },
});

const forbidden = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    forbidden(
      'every-lib-has-its-place',
      'A lib that is neither foundation nor slice nor joint would escape the rules below: name it here first.',
      { path: `^libs/(?!(?:${foundations}|${slices}|${joints})/)` },
      {},
    ),
    importsOnly('lifecycle-imports-nothing-of-ours', 'lifecycle'),
    forbidden(
      'lifecycle-is-pure',
      'The domain runs anywhere and gives the same answer twice: no platform, no packages. Its specs may use both.',
      { path: '^libs/lifecycle/', pathNot: tests },
      { pathNot: '^(?:apps|libs|test)/' },
    ),
    importsOnly('postgres-imports-nothing-of-ours', 'postgres'),
    importsOnly('event-store-stays-apart', 'event-store', 'lifecycle', 'postgres'),
    importsOnly('projection-stays-apart', 'projection', 'lifecycle', 'postgres', 'event-store'),
    importsOnly('foundations-stay-apart', 'identity|graphql|sample', 'lifecycle'),
    importsOnly('slices-stay-apart', slices, foundations),
    forbidden(
      'apps-are-not-imported',
      'An app is a composition root: what two apps share belongs into a lib.',
      { path: '^([^/]+/[^/]+)/' },
      { path: '^apps/', pathNot: '^$1/' },
    ),
    forbidden(
      'libs-are-entered-through-their-index',
      'What src/index.ts (or src/views.ts, for those who need the read models alone) does not export is nobody else’s business.',
      { path: '^((?:apps|libs)/[^/]+)/' },
      { path: '^libs/', pathNot: ['^$1/', '^libs/[^/]+/src/(?:index|views)\\.ts$'] },
    ),
    forbidden(
      'libs-are-entered-by-name',
      'Write @milepost/x, not a relative path to another lib.',
      { path: '^((?:apps|libs)/[^/]+)/' },
      { path: '^libs/', pathNot: '^$1/', dependencyTypesNot: ['aliased'] },
    ),
    forbidden(
      'pg-stays-inside',
      'One place decides how connections are made and how values are parsed: take Pool and Client from @milepost/postgres.',
      { pathNot: ['^libs/postgres/', '^libs/event-store/src/postgres/'] },
      { path: '(?:^|/)node_modules/(?:@types/)?pg/' },
    ),
    forbidden(
      'event-store-adapters-are-entered-through-their-index',
      'An adapter can be replaced as long as only its factory is known.',
      { path: '^libs/event-store/', pathNot: '^libs/event-store/src/(?:postgres|eventstoredb)/' },
      { path: '^libs/event-store/src/(postgres|eventstoredb)/', pathNot: '^libs/event-store/src/[^/]+/index\\.ts$' },
    ),
    forbidden(
      'no-circles',
      'Modules in a circle can only be understood, and loaded, together.',
      {},
      { circular: true },
    ),
    forbidden(
      'production-imports-no-tests',
      'Test code is not built.',
      { path: '^(?:apps|libs)/', pathNot: tests },
      { path: tests },
    ),
    forbidden(
      'imports-resolve',
      'An import that resolves to nothing is one that no other rule sees.',
      {},
      { couldNotResolve: true },
    ),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    // Types are dependencies too, although the compiler removes their imports.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(?:^|/)dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['main', 'types', 'typings'],
    },
  },
};
