import { describe, expect, it } from '@jest/globals';
import { createLadder, type Provider, type ProviderEvent } from './ladder.js';
import { providerError } from './provider-error.js';

type Answer = string | null | Error;

const setUp = (...answers: readonly (readonly [name: string, answer: () => Answer])[]) => {
  const asked: string[] = [];
  const events: string[] = [];
  const providers = answers.map(
    ([name, answer]): Provider<string, string> => ({
      name,
      ask: async () => {
        asked.push(name);
        const given = answer();
        if (given instanceof Error) throw given;
        return given;
      },
    }),
  );
  const observe = ({ provider, outcome }: ProviderEvent) => void events.push(`${provider} ${outcome}`);
  return { ladder: createLadder(providers, { clock: () => new Date(0), observe }), asked, events };
};

const away = () => providerError('is away', { provider: 'a', fault: 'failed' });

describe('a ladder of providers', () => {
  it('stops at the first answer', async () => {
    const { ladder, asked } = setUp(['a', () => 'here'], ['b', () => 'there']);
    expect(await ladder.ask('?')).toBe('here');
    expect(asked).toEqual(['a']);
  });

  it('goes on from one that fails and from one that does not know', async () => {
    const { ladder, events } = setUp(['a', away], ['b', () => null], ['c', () => 'there']);
    expect(await ladder.ask('?')).toBe('there');
    expect(events).toEqual(['a failed', 'b unknown', 'c answered']);
  });

  it('tells nothing known from nobody there', async () => {
    expect(await setUp(['a', away], ['b', () => null]).ladder.ask('?')).toBeNull();
    await expect(setUp(['a', away], ['b', away]).ladder.ask('?')).rejects.toMatchObject({
      code: 'UPSTREAM_UNREACHABLE',
      message: 'a, b do not answer',
    });
  });

  it('takes what a provider throws by mistake for a failure', async () => {
    const { ladder } = setUp(['a', () => new TypeError('a bug')], ['b', () => 'there']);
    expect(await ladder.ask('?')).toBe('there');
  });

  it('asks a dead provider three times and then no more, which costs nothing', async () => {
    const { ladder, asked, events } = setUp(['a', away], ['b', () => 'there']);
    for (let i = 0; i < 10; i += 1) await ladder.ask('?');
    expect(asked.filter((name) => name === 'a')).toHaveLength(3);
    expect(events.at(-2)).toBe('a skipped');
  });

  it('says that nobody is configured', () => {
    expect(setUp().ladder.empty).toBe(true);
    expect(setUp(['a', away]).ladder.empty).toBe(false);
  });
});
