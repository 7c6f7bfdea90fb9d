// Lets a child process of a test run TypeScript as it stands: `node -r ./test/support/ts-node-hook.cjs script.ts`.
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');
const { transformSync } = require('@swc/core');

const root = join(__dirname, '..', '..');
const resolve = Module._resolveFilename;

Module._resolveFilename = function (request, ...rest) {
  // What is loaded when it is needed is named as it is called once built.
  if (/^\.\/commands\/[\w-]+\.js$/.test(request)) return resolve.call(this, request.replace(/js$/, 'ts'), ...rest);
  const lib = /^@milepost\/([^/]*)(?:\/(views))?$/.exec(request);
  return resolve.call(this, lib ? join(root, 'libs', lib[1], 'src', `${lib[2] ?? 'index'}.ts`) : request, ...rest);
};

require.extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    swcrc: false,
    sourceMaps: 'inline',
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
      keepClassNames: true,
    },
    module: { type: 'commonjs' },
  });
  module._compile(code, filename);
};
