import { defineProvider, type WeightedKey } from '../define-provider.js';
import type { ModelImage } from '../image-model.js';
import type { TextEvent, TextRequest } from '../text-model.js';
import type { Clock } from './clock.js';

/** What a scripted model does with one request. */
export type Step =
  | { readonly text: string; readonly finish?: 'stop' | 'length'; readonly firstMs?: number; readonly restMs?: number }
  | { readonly error: unknown; readonly afterMs?: number }
  | { readonly image: ModelImage };

/** Says nothing for longer than anybody waits. */
export const silence: Step = { text: '', firstMs: 1e9 };

export interface ScriptedCall {
  readonly model: string;
  readonly key: string;
  readonly request: TextRequest | undefined;
  /** Time of the clock. */
  readonly at: number;
}

/** A provider whose models do one step after another, and throw when there is none left. */
export function scriptedProvider(name: string, clock: Clock, keys: readonly WeightedKey[] = [{ key: 'k', weight: 1 }]) {
  const steps: Step[] = [];
  const calls: ScriptedCall[] = [];
  const aborted: unknown[] = [];
  const nextStep = (call: ScriptedCall): Step => {
    calls.push(call);
    const step = steps.shift();
    if (!step) throw new Error(`${name} was asked once too often`);
    return step;
  };
  const pass = async (ms: number, signal: AbortSignal) => {
    try {
      await clock.wait(ms, signal);
    } catch (error) {
      aborted.push(error);
      throw error;
    }
  };
  const provider = defineProvider({
    name,
    title: name,
    env: {},
    needs: [],
    keys: () => keys,
    text: ({ model, key }) => ({
      provider: name,
      model,
      write: async function* (request, { signal }): AsyncGenerator<TextEvent> {
        const step = nextStep({ model, key, request, at: clock.now() });
        if ('image' in step) throw new Error('a picture for a question of words');
        await pass('text' in step ? (step.firstMs ?? 0) : (step.afterMs ?? 0), signal);
        if ('error' in step) throw step.error;
        const { text, restMs = 0, finish = 'stop' } = step;
        const half = Math.ceil(text.length / 2);
        yield { type: 'text', text: text.slice(0, half) };
        await pass(restMs, signal);
        yield { type: 'text', text: text.slice(half) };
        yield { type: 'end', finish, usage: { input: 100, output: 10, cached: 40 } };
      },
    }),
    image: ({ model, key }) => ({
      provider: name,
      model,
      paint: async () => {
        const step = nextStep({ model, key, request: undefined, at: clock.now() });
        if ('error' in step) throw step.error;
        if ('text' in step) throw new Error('words for a question of pictures');
        return step.image;
      },
    }),
  });
  return { provider, calls, aborted, script: (...more: readonly Step[]) => void steps.push(...more), left: steps };
}
