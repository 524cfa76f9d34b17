import { describe, expect, it } from '@jest/globals';
import { createStableToken } from './stable-token.js';

describe('stable token of a process', () => {
  it('answers who comes late with a refused one by the one that is held since', async () => {
    const asked: unknown[] = [];
    const token = createStableToken({
      post: async (_, { body }) => ({ access_token: `token-${asked.push(body)}`, expires_in: 7200 }),
      appId: 'wx',
      appSecret: 's',
      claimForce: async () => false,
      clock: () => new Date(0),
    });
    const { signal } = new AbortController();
    const first = await token.get(signal);
    const second = await token.replace(first, signal);
    expect([first, second, await token.replace(first, signal)]).toEqual(['token-1', 'token-2', 'token-2']);
    expect(asked).toHaveLength(2);
  });

  it.each([{}, undefined, { access_token: '', expires_in: 7200 }, { access_token: 'x', expires_in: -1 }])(
    'takes %j for none',
    async (reply) => {
      const options = { appId: 'wx', appSecret: 's', claimForce: async () => true, clock: () => new Date(0) };
      const token = createStableToken({ ...options, post: async () => reply });
      await expect(token.get(new AbortController().signal)).rejects.toMatchObject({ code: 'UPSTREAM_UNREACHABLE' });
    },
  );
});
