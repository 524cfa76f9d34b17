import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPostcard } from '@mojian/contracts/routes/postcard.routes';
import { isFull, outcomeOf, report } from '../support/outcome.js';
import { brief, newPerson, type Person } from '../support/person.js';
import { System } from '../support/system.js';

const PEOPLE = isFull ? 100 : 20;
const CREATES_OF_EACH = isFull ? 50 : 20;
const GROWTH_MB = 200;

describe('more creates than can be taken', () => {
  let system: System;

  beforeAll(async () => {
    system = await System.start({
      LIMIT_POSTCARD_CREATE: '100000/60',
      LIMIT_LOGIN_MINI: '100000/60',
      MAX_CONCURRENT_REQUESTS: '50',
    });
  }, 180_000);
  afterAll(() => system.stop(), 60_000);

  it('D11: are refused with a time to come back, and cost no memory', async () => {
    const people: Person[] = [];
    for (let i = 0; i < PEOPLE; i += 1) people.push(await newPerson(system.baseUrl));
    const held = () => system.processes().reduce((sum, process) => sum + process.residentMb, 0);
    const before = held();
    const create = async (token: string, words: string) => {
      const answer = await fetch(`${system.baseUrl}${createPostcard.path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(brief(words)),
      });
      await answer.arrayBuffer();
      const code = answer.headers.get('x-error-code') ?? 'OK';
      return { status: answer.status, retryAfter: answer.headers.get('retry-after'), code };
    };
    const answers = await Promise.all(
      Array.from({ length: CREATES_OF_EACH }, (_, i) => people.map(({ token }) => create(token, `第 ${i} 句`))).flat(),
    );
    const counts: Record<string, number> = {};
    for (const { code } of answers) counts[code] = (counts[code] ?? 0) + 1;
    report('D11', { counts, grownMb: held() - before });
    for (const { status, retryAfter } of answers) {
      expect([200, 429, 503]).toContain(status);
      if (status !== 200) expect(Number(retryAfter)).toBeGreaterThan(0);
    }
    const { rows } = await system.database.query('SELECT count(*)::int AS n FROM postcards.task');
    expect(rows[0]?.n).toBeLessThanOrEqual(PEOPLE);
    expect(held() - before).toBeLessThan(GROWTH_MB * system.processes().length);
    const late = await newPerson(system.baseUrl);
    expect((await outcomeOf(late.api.createPostcard({ body: brief() }))).code).toBe('OK');
  }, 120_000);
});
