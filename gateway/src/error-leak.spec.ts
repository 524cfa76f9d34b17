import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allRoutes } from '@mojian/contracts/routes/all-routes';
import { type GatewayFixture, mini, startFixture } from './gateway.fixture.js';
import { at, specRoute } from './spec-route.fixture.js';

const secret = 'SELECT password FROM users -- /srv/mojian/gateway/src/secret.ts:1:1';
const routes = [
  ...allRoutes,
  specRoute('away', { owner: 'agent' }),
  specRoute('away-web', { owner: 'agent', dialect: 'web', path: '/api/v1/spec/away' }),
  specRoute('away-page', { owner: 'agent', dialect: 'page', path: '/spec/away' }),
];

let fixture: GatewayFixture;
beforeAll(async () => {
  const clock = (): number => {
    throw new Error(secret);
  };
  const protection = { verifyTokens: true, limitRates: false, auditRefusals: false, brakeRoutes: false };
  fixture = await startFixture({ routes, clock, protection });
  await fixture.upstreams.agent.stop();
});
afterAll(() => fixture.close());

const telling = /SELECT|\/srv|\.ts|\.js|node_modules|ECONN|127\.0\.0\.1|express|node\/|at \w+ \(/i;

describe('an answer to what went wrong', () => {
  it.each([at('away'), '/api/v1/spec/away', '/spec/away', '/nowhere', `${mini}/%2e%2e/x`])(
    'B20: tells nothing of what is behind it (%s)',
    async (path) => {
      const { status, text, headers } = await fixture.send({ path });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(text).not.toMatch(telling);
      expect(JSON.stringify(headers)).not.toMatch(telling);
      expect(headers).not.toHaveProperty('x-powered-by');
    },
  );

  it('B20: of our own fault says only that it is one, and the log says which', async () => {
    const path = `${mini}/auth/userinfo`;
    const { status, text, headers } = await fixture.send({ path, headers: { 'x-api-key': fixture.makeKey().key } });
    expect([status, headers['x-error-code'], JSON.parse(text).code]).toEqual([500, 'INTERNAL', -500]);
    expect(text).not.toMatch(telling);
    expect(JSON.stringify(fixture.log)).toContain('SELECT password');
  });
});
