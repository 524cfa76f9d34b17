import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTokenVerifier } from '@mojian/auth/access-token';
import { z } from 'zod';
import { type Instance, mini, startFixture, type UserServiceFixture } from '../user-service.fixture.js';

const first = 'the first secret of the specs, quite long';
const second = 'the second secret of the specs, quite long';

/** One step of the rotation: what a process is started with. */
const before = { JWT_SECRET_KEY: first };
const announced = { JWT_SECRET_KEY: first, JWT_SECRET_KEY_NEXT: second };
const signing = { JWT_SECRET_KEY: second, JWT_SECRET_KEY_PREVIOUS: first };
const after = { JWT_SECRET_KEY: second };

const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string(), alg: z.string() })) });

let service: UserServiceFixture;
beforeAll(async () => {
  service = await startFixture({ WECHAT_MOCK_LOGIN: 'true', ...before });
}, 60_000);
afterAll(() => service.close());

const keysOf = async ({ send }: Pick<Instance, 'send'>) =>
  KeySet.parse((await send('GET', '/.well-known/jwks.json')).json);

const logIn = async ({ post }: Pick<Instance, 'post'>) => {
  const { body } = await post(`${mini}/auth/login`, { code: `test_${randomUUID()}` });
  return { token: String(body.data.token), refreshToken: String(body.data.refreshToken) };
};

/** A verifier that keeps the keys that this process once told it; another fetch is told by the process asked then. */
const verifierOf = (instance: Pick<Instance, 'send'>) =>
  createTokenVerifier({ jwks: () => keysOf(instance), clock: service.now });

async function withTwo(one: object, other: object, use: (pair: readonly Instance[]) => Promise<void>): Promise<void> {
  const pair = await Promise.all([one, other].map((settings) => service.another({ ...settings })));
  try {
    await use(pair);
  } finally {
    await Promise.all(pair.map((instance) => instance.close()));
  }
}

describe('A9: rotation of the signing key', () => {
  it.each([
    ['announced in one process only', before, announced],
    ['announced in both', announced, announced],
    ['signing in one process only', announced, signing],
    ['signing in both', signing, signing],
  ])('gives no 401 while the new key is %s, to verifiers that keep keys of either', async (_, one, other) => {
    await withTwo(one, other, async (pair) => {
      const verifiers = pair.map(verifierOf);
      // Each has fetched before it sees a token of the other, and may not fetch again within 10 s.
      const tokens = await Promise.all(pair.map(logIn));
      for (const verifier of verifiers) {
        for (const { token } of tokens) await expect(verifier.verify(token)).resolves.toMatchObject({ expired: false });
      }
    });
  });

  it('takes a session along: refreshed, and repeated, at processes of different steps', async () => {
    const { refreshToken } = await logIn(service);
    await withTwo(announced, signing, async ([old, renewed]) => {
      if (!old || !renewed) throw new Error('two processes were started');
      const refresh = (at: Instance, token: unknown) => at.post(`${mini}/auth/refresh`, { refreshToken: token });
      const rotated = await refresh(renewed, refreshToken);
      const repeated = await refresh(old, refreshToken);
      expect(repeated.body.data.refreshToken).toBe(rotated.body.data.refreshToken);
      const next = await refresh(old, rotated.body.data.refreshToken);
      expect((await refresh(renewed, next.body.data.refreshToken)).body.code).toBe(0);
    });
  });

  it('honours tokens of the old key to the end of the overlap, and refuses them after', async () => {
    const { token } = await logIn(service);
    await withTwo(signing, after, async ([overlapping, finished]) => {
      if (!overlapping || !finished) throw new Error('two processes were started');
      await expect(verifierOf(overlapping).verify(token)).resolves.toBeDefined();
      await expect(verifierOf(finished).verify(token)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
      const kids = async (instance: Instance) => (await keysOf(instance)).keys.map(({ kid }) => kid);
      expect((await kids(overlapping)).slice(0, 1)).toEqual(await kids(finished));
      expect(await kids(overlapping)).toHaveLength(2);
    });
  });
});
