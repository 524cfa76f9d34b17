// Who may import whom (docs/architecture.md). Each rule says why.
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
// Also by its bare name: a package that is not installed beside the importer is not resolved.
const npm = (name) => `(^|node_modules/)${name}(/|$)`;
const spec = ['\\.spec\\.ts$', '\\.fixture\\.ts$', '^tests/'];

/** The whole package graph on one screen. A name that is not listed may not be imported. */
const mayImport = {
  contracts: [],
  config: ['contracts'],
  telemetry: ['contracts'],
  auth: ['contracts', 'telemetry'],
  redis: ['contracts', 'telemetry'],
  queue: ['contracts', 'telemetry', 'redis'],
  database: ['contracts', 'telemetry'],
  storage: ['contracts', 'telemetry'],
  audit: ['contracts', 'telemetry'],
  images: ['contracts'],
  outbound: ['contracts'],
  'ai-models': ['contracts', 'telemetry', 'redis', 'outbound'],
  safety: ['contracts', 'telemetry'],
  senses: ['contracts', 'telemetry'],
  card: ['contracts', 'telemetry'],
  studio: ['contracts', 'telemetry', 'senses', 'card'],
  'service-kit': ['contracts', 'config', 'telemetry', 'auth', 'redis', 'queue', 'database', 'storage', 'audit'],
  'embedded-stores': [],
};
const packageGraph = Object.entries(mayImport).map(([name, allowed]) =>
  rule(
    `package-${name}`,
    `packages/${name} may import: ${allowed.join(', ') || 'nothing of ours'}.`,
    { path: `^packages/${name}/src/`, pathNot: spec },
    { path: '^packages/', pathNot: [name, ...allowed].map((allowedName) => `^packages/${allowedName}/`) },
  ),
);

module.exports = {
  forbidden: [
    ...packageGraph,
    rule('no-cycle', 'A cycle means that two files are one file.', {}, { circular: true }),
    rule(
      'no-orphan',
      'Nobody imports it: delete it.',
      { orphan: true, pathNot: ['/browser/', '\\.d\\.ts$', ...spec] },
      {},
    ),
    rule(
      'service-to-service',
      'Services speak through contracts, never by import.',
      { path: '^services/([^/]+)/' },
      { path: '^services/', pathNot: '^services/$1/' },
    ),
    rule(
      'gateway-stays-thin',
      'The gateway knows routes, not services.',
      { path: '^gateway/' },
      { path: ['^services/', npm('typeorm'), npm('bullmq'), npm('@nestjs')] },
    ),
    rule(
      'packages-look-down',
      'A package never knows who uses it.',
      { path: '^packages/' },
      { path: '^(services|gateway|clients|scripts)/' },
    ),
    rule(
      'clients-know-contracts-only',
      'A client must run in a browser.',
      { path: '^clients/', pathNot: spec },
      { pathNot: ['^clients/', '^packages/contracts/', npm('zod')] },
    ),
    rule(
      'contracts-are-pure',
      'Contracts are zod and nothing else.',
      { path: '^packages/contracts/src/', pathNot: spec },
      { pathNot: ['^packages/contracts/src/', npm('zod')] },
    ),
    rule(
      'nest-only-in-kit-and-services',
      'Core packages are free of the framework.',
      { path: '^packages/(?!service-kit|testing)' },
      { path: npm('@nestjs') },
    ),
    rule(
      'slice-to-slice',
      'A use case never imports another; share through domain/ or data/.',
      { path: '^services/([^/]+)/src/([^/]+)/', pathNot: ['/src/(data|domain)/', ...spec] },
      {
        path: '^services/$1/src/[^/]+/',
        pathNot: '^services/$1/src/($2|data|domain|wechat|passwords|mail|pipeline|prompts|models|sensing|media)/',
      },
    ),
    rule(
      'domain-is-pure',
      'Rules have no I/O.',
      { path: '/src/domain/', pathNot: spec },
      { path: ['/src/data/', npm('typeorm'), npm('@nestjs'), npm('ioredis'), npm('bullmq')] },
    ),
    rule(
      'typeorm-in-data',
      'The ORM stops at data/.',
      {
        path: '^(services|gateway)/',
        pathNot: ['/src/data/', '/src/[a-z]+\\.module\\.ts$', '(^|/)(main|worker)\\.ts$', ...spec],
      },
      { path: [npm('typeorm')] },
    ),
    rule(
      'stages-are-plain',
      'A stage gets what it needs from its context.',
      { path: '/pipeline/stages/', pathNot: spec },
      { path: [npm('bullmq'), npm('ioredis'), npm('typeorm'), npm('@nestjs'), '^packages/(redis|queue|config)/'] },
    ),
    rule(
      'no-test-code-in-product',
      'Test helpers stay in tests.',
      { pathNot: [...spec, '^packages/testing/'] },
      { path: ['^packages/testing/', '\\.spec\\.ts$', '\\.fixture\\.ts$'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['(^|/)dist/', '\\.mjs$'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.depcruise.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js'],
    },
  },
};
