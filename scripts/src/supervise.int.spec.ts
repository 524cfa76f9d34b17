import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { findFreePort } from '@mojian/embedded-stores/ports';
import { isRunning, signalProcess } from '@mojian/embedded-stores/process-identity';
import { holdLock } from './hold-lock.js';
import type { ProcessSpec } from './process-table.js';
import type { Project } from './project.js';
import { readRunState } from './run-state.js';
import { startAll, stopAll } from './supervise.js';

const SERVER = `
  import { createServer } from 'node:http';
  createServer((_, response) => response.end('ready')).listen(Number(process.env.PORT), '127.0.0.1');
  console.log('listening, secret ' + process.env.SECRET);
  process.on('SIGTERM', () => { console.log('in order'); process.exit(0); });
`;
const BROKEN = `console.log('first line'); throw new Error('no such database');`;

let project: Project;

beforeAll(async () => {
  const root = await mkdtemp(join(tmpdir(), 'mojian-supervise-'));
  project = { root, data: join(root, 'data'), logs: join(root, 'data', 'log'), environment: {} };
  await writeFile(join(root, 'server.mjs'), SERVER);
  await writeFile(join(root, 'broken.mjs'), BROKEN);
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterEach(() => stopAll(readRunState(project.data)?.processes ?? []));
afterAll(async () => {
  jest.restoreAllMocks();
  await rm(project.root, { recursive: true });
});

const specOf = async (name: string, file: string): Promise<ProcessSpec> => {
  const port = await findFreePort();
  return {
    name,
    entry: join(project.root, file),
    environment: { PORT: String(port), SECRET: name },
    ports: [{ variable: 'PORT', port, what: name }],
    readyUrl: `http://127.0.0.1:${port}/ready`,
  };
};

const gatewayUrl = 'http://127.0.0.1:1';

describe('supervision', () => {
  it('starts processes with their own environment, keeps them in the state, and stops them in order', async () => {
    await startAll([await specOf('one', 'server.mjs'), await specOf('two', 'server.mjs')], {
      project,
      gatewayUrl,
      running: [],
    });
    const processes = readRunState(project.data)?.processes ?? [];
    expect(processes.map(({ name }) => name)).toEqual(['one', 'two']);
    await stopAll(processes);
    expect(processes.some(isRunning)).toBe(false);
    expect(await readFile(join(project.logs, 'two.log'), 'utf8')).toBe('listening, secret two\nin order\n');
    expect(readRunState(project.data)?.processes).toEqual([]);
  }, 30_000);

  it('forgets what was killed and starts only that again', async () => {
    const specs = [await specOf('one', 'server.mjs'), await specOf('two', 'server.mjs')];
    await startAll(specs, { project, gatewayUrl, running: [] });
    const [one, two] = readRunState(project.data)?.processes ?? [];
    if (one === undefined || two === undefined) throw new Error('Both were started.');
    signalProcess(one, 'SIGKILL');
    while (isRunning(one)) await new Promise((resolve) => setImmediate(resolve));
    const running = readRunState(project.data)?.processes ?? [];
    expect(running).toEqual([two]);
    await startAll(specs.slice(0, 1), { project, gatewayUrl, running });
    expect(readRunState(project.data)?.processes.map(({ name }) => name)).toEqual(['two', 'one']);
  }, 30_000);

  it('shows the last words of a process that dies while it starts', async () => {
    const starting = startAll([await specOf('broken', 'broken.mjs')], { project, gatewayUrl, running: [] });
    await expect(starting).rejects.toThrow(/broken ended while it started.*first line.*no such database/s);
  }, 30_000);

  it('cuts a log that has grown too long when its process starts', async () => {
    await mkdir(project.logs, { recursive: true });
    await writeFile(join(project.logs, 'wordy.log'), Buffer.alloc(6 * 1024 * 1024, 'x'));
    await startAll([await specOf('wordy', 'server.mjs')], { project, gatewayUrl, running: [] });
    expect(await readFile(join(project.logs, 'wordy.log'), 'utf8')).toBe('listening, secret wordy\n');
    expect((await readFile(join(project.logs, 'wordy.log.1'))).length).toBe(6 * 1024 * 1024);
  }, 30_000);
});

describe('the lock', () => {
  it('refuses a second holder, and is taken over from one that was killed', async () => {
    const file = join(project.root, 'run.lock');
    await holdLock(file, async () => {
      await expect(holdLock(file, async () => 'second')).rejects.toThrow(`process ${process.pid}`);
    });
    const child = spawn(process.execPath, ['-e', '0']);
    await once(child, 'exit');
    await writeFile(file, `${child.pid}\n1`);
    expect(await holdLock(file, async () => 'taken over')).toBe('taken over');
  });
});
