// count-results.mjs <checks.json> <jest.json> <exit status of the run>  prints `passed failed`
import { existsSync, readFileSync } from 'node:fs';

const [checksFile, jestFile, status] = process.argv.slice(2);
const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);

const checks = read(checksFile) ?? [];
const jest = read(jestFile);
const counts = { passed: jest?.numPassedTests ?? 0, failed: jest?.numFailedTests ?? 0 };
// A spec file that could not even be loaded has no tests to count, only itself.
counts.failed += jest?.numRuntimeErrorTestSuites ?? 0;
for (const { name, passed } of checks) {
  if (name === 'specs' && jest !== undefined) continue;
  counts[passed ? 'passed' : 'failed'] += 1;
}
if (status !== '0' && counts.failed === 0) counts.failed = 1;
process.stdout.write(`${counts.passed} ${counts.failed}\n`);
