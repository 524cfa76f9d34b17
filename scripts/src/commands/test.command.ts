import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Command } from '../command.js';
import { say, secondsSince } from '../print.js';
import { type Check, runChecks } from '../run-checks.js';

// Read by CI: Jest's own result, and what became of each check.
const SPEC_RESULTS = '.local/test-results.json';
const CHECK_RESULTS = '.local/check-results.json';

// They know the DOM and not Node, so the build's references leave them out.
const BROWSER_PROJECTS = ['packages/card/kit', 'services/postcard/src/show-card/browser', 'clients/web'];

const CHECKS: readonly Check[] = [
  { name: 'types', args: ['scripts/build.mjs'] },
  { name: 'types of browser code', args: ['node_modules/typescript7/bin/tsc', '-b', ...BROWSER_PROJECTS] },
  { name: 'format', args: ['node_modules/@biomejs/biome/bin/biome', 'ci', '.'] },
  { name: 'lint', args: ['--max-old-space-size=4096', 'node_modules/eslint/bin/eslint.js', '.'] },
  {
    name: 'boundaries',
    args: [
      'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
      ...['--config', '.dependency-cruiser.cjs', 'packages', 'services', 'gateway', 'clients', 'scripts', 'tests'],
    ],
  },
  { name: 'dead code', args: ['node_modules/knip/bin/knip.js'] },
  { name: 'generated', args: ['scripts/dist/cli.js', 'generate', '--check'] },
];

// Without forceExit one handle that a spec left open would keep CI waiting for ever; Jest says so when it happens.
const SPECS: Check = {
  name: 'specs',
  args: [
    '--experimental-vm-modules',
    'node_modules/jest/bin/jest.js',
    '--forceExit',
    '--json',
    `--outputFile=${SPEC_RESULTS}`,
  ],
  live: true,
};

const JestResult = z.object({ numPassedTests: z.int(), numFailedTests: z.int() });

const countSpecs = async (file: string): Promise<string> => {
  if (!existsSync(file)) return 'no specs were run';
  const result = JestResult.parse(JSON.parse(await readFile(file, 'utf8')));
  return `${result.numPassedTests} specs passed, ${result.numFailedTests} failed`;
};

export const test: Command = {
  name: 'test',
  usage: '[--full]',
  summary: 'All checks and all specs, with throwaway stores of their own. --full adds the long ones.',
  run: async (args, { root }) => {
    const { values } = parseArgs({ args: [...args], options: { full: { type: 'boolean', default: false } } });
    const begin = performance.now();
    const specs = join(root, SPEC_RESULTS);
    await mkdir(dirname(specs), { recursive: true });
    // Yesterday's result must not be taken for today's.
    await rm(specs, { force: true });
    const env = { ...process.env, NODE_NO_WARNINGS: '1', ...(values.full && { MOJIAN_TEST_FULL: '1' }) };
    const results = await runChecks([...CHECKS, SPECS], { cwd: root, env });
    await writeFile(join(root, CHECK_RESULTS), JSON.stringify(results));
    const failed = results.filter(({ passed }) => !passed).map(({ name }) => name);
    say();
    say(
      `${await countSpecs(specs)}; ${results.length - failed.length} of ${results.length} checks hold (${secondsSince(begin)}).`,
    );
    if (failed.length > 0) say(`Failed: ${failed.join(', ')}.`);
    return failed.length > 0 ? 1 : 0;
  },
};
