import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { identifyProcess, isRunning, signalProcess, stopProcess } from './process-identity.js';

const start = async (source: string) => {
  const child = spawn(process.execPath, ['-e', source], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  const identity = identifyProcess(child.pid ?? 0);
  if (identity === undefined) throw new Error('The child did not start.');
  return { child, identity };
};

const stubborn = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('up')`;

describe('a process by number and birth', () => {
  it('does not signal another process that was given the number', async () => {
    const { child, identity } = await start(stubborn);
    const predecessor = { ...identity, startedAt: '1' };
    expect(isRunning(predecessor)).toBe(false);
    expect(signalProcess(predecessor, 'SIGKILL')).toBe(false);
    expect(isRunning(identity)).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(identifyProcess(identity.pid)).toBeUndefined();
  });

  it('is ended by force when it does not listen', async () => {
    const { identity } = await start(stubborn);
    await stopProcess(identity, 50);
    expect(isRunning(identity)).toBe(false);
    await stopProcess(identity);
  });
});
