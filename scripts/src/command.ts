import type { Project } from './project.js';

/** One word after `run.sh`. */
export interface Command {
  readonly name: string;
  /** What follows the name, for the help. */
  readonly usage: string;
  readonly summary: string;
  /** Further lines of the help. */
  readonly details?: readonly string[];
  /** Resolves with the exit status. */
  run(args: readonly string[], project: Project): Promise<number>;
}

/** A failure that its sentence explains whole: it is printed without a stack. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    sentence: string,
    /** Exit status: 2 where the command was called wrongly. */
    readonly status = 1,
  ) {
    super(sentence);
  }
}
