import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { columns, say, secondsSince } from './print.js';

/** A program of node_modules, or a file of ours, that tells by its exit status whether all is well. */
export interface Check {
  readonly name: string;
  readonly args: readonly string[];
  /** True shows the output as it comes; otherwise it is shown only when the check fails. */
  readonly live?: boolean;
}

const SHOWN_LINES = 80;

const runCheck = async ({ args, live = false }: Check, options: { cwd: string; env: NodeJS.ProcessEnv }) => {
  const child = spawn(process.execPath, args, { ...options, stdio: live ? 'inherit' : ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  // Ctrl-C reaches the check by itself; who ends only us must not leave it running.
  const passOn = () => {
    child.once('close', () => process.exit(143));
    child.kill('SIGTERM');
  };
  process.once('SIGTERM', passOn);
  await once(child, 'close');
  process.off('SIGTERM', passOn);
  return { passed: child.exitCode === 0, output: output.trimEnd() };
};

export interface CheckResult {
  readonly name: string;
  readonly passed: boolean;
}

/** Runs checks one after another with a line each. */
export const runChecks = async (
  checks: readonly Check[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<CheckResult[]> => {
  const results: CheckResult[] = [];
  for (const check of checks) {
    const begin = performance.now();
    const { passed, output } = await runCheck(check, options);
    results.push({ name: check.name, passed });
    say(columns(passed ? 'ok' : 'FAILED', check.name, '', secondsSince(begin)));
    if (!passed && output !== '') say(output.split('\n').slice(-SHOWN_LINES).join('\n'));
  }
  return results;
};
