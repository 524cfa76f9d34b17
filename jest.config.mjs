/** One configuration for every spec; real stores are started once per run (packages/testing). */
export default {
  testEnvironment: 'node',
  // A test that hangs must end; one that only waits for a busy machine must not.
  testTimeout: 30_000,
  // Jest leaves one core idle, which is half of a small machine.
  maxWorkers: '100%',
  roots: [
    '<rootDir>/packages',
    '<rootDir>/services',
    '<rootDir>/gateway',
    '<rootDir>/clients',
    '<rootDir>/scripts',
    '<rootDir>/tests',
  ],
  testMatch: ['**/*.spec.ts'],
  modulePathIgnorePatterns: ['/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  globalSetup: '<rootDir>/packages/testing/dist/start-stores.js',
  globalTeardown: '<rootDir>/packages/testing/dist/stop-stores.js',
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^@mojian/sdk/(.*)$': '<rootDir>/clients/sdk/src/$1',
    '^@mojian/([^/]+)/(.*)$': '<rootDir>/packages/$1/src/$2',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          target: 'es2023',
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
};
