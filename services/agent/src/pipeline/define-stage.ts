import type { z } from 'zod';
import type { StageContext } from './stage-context.js';

/** Earlier stages by the name under which their output is wanted. */
export type Needs = Readonly<Record<string, { readonly name: string; readonly output: z.ZodType }>>;
type InputsOf<N extends Needs> = { readonly [K in keyof N]: z.output<N[K]['output']> };

export interface Stage<N extends string = string, O extends z.ZodType = z.ZodType, I extends Needs = Needs> {
  readonly name: N;
  /** Bump when the output changes its meaning: older checkpoints are then ignored. */
  readonly version: number;
  readonly needs: I;
  readonly output: O;
  readonly timeoutMs: number;
  /** Share of the whole work, for the progress that people see; the list's shares add up to 100. */
  readonly share: number;
  run(context: StageContext, inputs: InputsOf<I>): Promise<z.input<O>> | z.input<O>;
}

/** A stage whose types are forgotten, as the runner sees it. */
export interface AnyStage extends Omit<Stage, 'run'> {
  run(context: StageContext, inputs: never): unknown;
}

export const defineStage = <const N extends string, O extends z.ZodType, const I extends Needs>(
  stage: Stage<N, O, I>,
): Stage<N, O, I> => stage;
