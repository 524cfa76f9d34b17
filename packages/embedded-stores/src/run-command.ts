import { spawn } from 'node:child_process';

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly uid?: number;
  readonly gid?: number;
  /** Killed after this many milliseconds. */
  readonly timeoutMs: number;
  /** `ignore` for a command that leaves a server behind: the server would hold the pipe open for ever. */
  readonly output?: 'collect' | 'ignore';
}

export interface CommandResult {
  /** Exit status; 127 where the command could not be started. */
  readonly status: number;
  /** Standard output and error, in the order they came. */
  readonly output: string;
}

/** Runs a command to its end. A failure is a status, never an exception. */
export const runCommand = (command: string, args: readonly string[], options: CommandOptions): Promise<CommandResult> =>
  new Promise((resolve) => {
    const { output: mode = 'collect', timeoutMs, ...rest } = options;
    const pipe = mode === 'collect' ? 'pipe' : 'ignore';
    const child = spawn(command, args, {
      ...rest,
      stdio: ['ignore', pipe, pipe],
      signal: AbortSignal.timeout(timeoutMs),
    });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.once('error', (error) => resolve({ status: 127, output: error.message }));
    child.once('close', (status, signal) =>
      resolve({ status: status ?? 1, output: signal ? `${output}${signal}` : output }),
    );
  });
