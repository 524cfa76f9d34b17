import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
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

/** One process of the system under test, with all that it wrote. */
export class ServiceProcess {
  private log = '';

  private constructor(
    readonly name: string,
    private readonly child: ChildProcess,
  ) {
    const keep = (chunk: Buffer) => {
      this.log += chunk.toString();
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
  }

  /** Starts it and waits until it says that it is ready. */
  static async start({ name, entry, env, metricsPort }: Launch): Promise<ServiceProcess> {
    const child = spawn(process.execPath, [entry], {
      cwd: root,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const started = new ServiceProcess(name, child);
    try {
      await waitFor(() => started.isReady(metricsPort), { timeoutMs: PATIENCE_MS, what: `${name} to be ready` });
    } catch (error) {
      await started.kill();
      throw new Error(`${name} did not become ready:\n${started.log.slice(-4000)}`, { cause: error });
    }
    return started;
  }

  /** Lines of its log that hold all of these texts. */
  logged(...texts: readonly string[]): readonly string[] {
    return this.log.split('\n').filter((line) => texts.every((text) => line.includes(text)));
  }

  /** SIGKILL: no code of ours runs any more. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    await ended;
  }

  private async isReady(metricsPort: number): Promise<boolean> {
    if (this.child.exitCode !== null) throw new Error(`${this.name} ended with ${this.child.exitCode}`);
    const answer = await fetch(`http://127.0.0.1:${metricsPort}/ready`).catch(() => undefined);
    return answer?.ok === true;
  }
}
