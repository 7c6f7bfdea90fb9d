const swc = (parser, transform) => [
  '@swc/jest',
  { jsc: { target: 'es2022', parser, transform, keepClassNames: true }, module: { type: 'commonjs' } },
];

const shared = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: {
    '^.+\\.ts$': swc({ syntax: 'typescript', decorators: true }, { legacyDecorator: true, decoratorMetadata: true }),
    '^.+\\.m?js$': swc({ syntax: 'ecmascript' }),
  },
  // Nest 12 ships ES modules, which jest has to transform.
  transformIgnorePatterns: ['/node_modules/(?!(@nestjs|content-disposition|cookie)/)'],
  moduleNameMapper: {
    '^@milepost/([^/]*)$': '<rootDir>/libs/$1/src',
    '^@milepost/([^/]*)/views$': '<rootDir>/libs/$1/src/views',
    // Loaded when it is needed, by the name that it has once built.
    '^(\\./commands/[\\w-]+)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
};

module.exports = {
  maxWorkers: 2,
  // Only the top level heeds it; generous, since tests wait for conditions and machines differ.
  testTimeout: 120000,
  workerIdleMemoryLimit: '600MB',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test/architecture'],
      testRegex: '\\.spec\\.ts$',
    },
    {
      ...shared,
      displayName: 'integration',
      roots: ['<rootDir>/test'],
      testRegex: '/test/(contract|golden|integration|e2e|fault)/.*\\.spec\\.ts$',
      globalSetup: '<rootDir>/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/global-teardown.ts',
    },
  ],
};
