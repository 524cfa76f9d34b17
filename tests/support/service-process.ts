import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pause } from '@mojian/testing/pause';
import { waitFor } from '@mojian/testing/wait-for';

const root = fileURLToPath(new URL('../..', import.meta.url));
const PATIENCE_MS = 60_000;

interface Launch {
  readonly name: string;
  /** Entry below the project's root. */
  readonly entry: string;
  readonly env: Readonly<Record<string, string>>;
  readonly metricsPort: number;
}

/** One process of the system under test, with all that it wrote; it can be ended and started again. */
export class ServiceProcess {
  private log = '';
  private child: ChildProcess;
  private resume = (): void => undefined;
  /** Ends that nobody asked for, of a process that had been ready. */
  private readonly unasked: string[] = [];
  private isMeantToRun = false;

  private constructor(private readonly launch: Launch) {
    this.child = this.spawn();
  }

  /** Starts it and waits until it says that it is ready. */
  static async start(launch: Launch): Promise<ServiceProcess> {
    const started = new ServiceProcess(launch);
    await started.untilReady();
    return started;
  }

  get name(): string {
    return this.launch.name;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Memory that it holds, in MB. */
  get residentMb(): number {
    const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${this.child.pid}/status`, 'utf8'));
    return Math.round(Number(line?.[1] ?? 0) / 1024);
  }

  /** How it ended without having been told to, each time. */
  get crashes(): readonly string[] {
    return this.unasked;
  }

  /** Lines of its log that hold all of these texts. */
  logged(...texts: readonly string[]): readonly string[] {
    return this.log.split('\n').filter((line) => texts.every((text) => line.includes(text)));
  }

  /** SIGKILL: no code of ours runs any more. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** SIGTERM; resolves, with the ms it took, when the process has ended. */
  async stop(): Promise<number> {
    const startedAt = performance.now();
    await this.end('SIGTERM');
    return Math.round(performance.now() - startedAt);
  }

  /** After `kill` or `stop`: starts it anew, on the same ports, and waits until it is ready. `env` is of this once. */
  async startAgain(env: Readonly<Record<string, string>> = {}): Promise<void> {
    if (this.isRunning) return;
    this.child = this.spawn(env);
    await this.untilReady();
  }

  /** SIGSTOP; gives the function that lets it go on. */
  pause(): () => void {
    if (this.child.pid !== undefined) this.resume = pause(this.child.pid);
    return () => this.resume();
  }

  private spawn(env: Readonly<Record<string, string>> = {}): ChildProcess {
    const child = spawn(process.execPath, [this.launch.entry], {
      cwd: root,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...this.launch.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const keep = (chunk: Buffer) => {
      this.log += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('exit', (code, signal) => {
      if (this.isMeantToRun) this.unasked.push(String(code ?? signal));
    });
    return child;
  }

  private async untilReady(): Promise<void> {
    try {
      await waitFor(() => this.isReady(), { timeoutMs: PATIENCE_MS, what: `${this.name} to be ready` });
      this.isMeantToRun = true;
    } catch (error) {
      await this.kill();
      throw new Error(`${this.name} did not become ready:\n${this.log.slice(-4000)}`, { cause: error });
    }
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (!this.isRunning) return;
    this.isMeantToRun = false;
    const ended = once(this.child, 'exit');
    this.resume();
    this.child.kill(signal);
    await ended;
  }

  private async isReady(): Promise<boolean> {
    if (!this.isRunning) throw new Error(`${this.name} ended with ${this.child.exitCode}`);
    const answer = await fetch(`http://127.0.0.1:${this.launch.metricsPort}/ready`).catch(() => undefined);
    return answer?.ok === true;
  }
}
