import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codeOf, mini, type PostcardServiceFixture, startFixture } from './postcard-service.fixture.js';

describe('the postcard service with auditing switched off', () => {
  let service: PostcardServiceFixture;

  beforeAll(async () => {
    service = await startFixture({ SECURITY_AUDIT_LOGGING_ENABLED: 'false' });
  });
  afterAll(() => service.close());

  it('does its work, records nothing, and says so at its start', async () => {
    expect((await service.create(randomUUID())).code).toBe(0);
    expect(codeOf(await service.send('GET', `${mini}/users/${randomUUID()}/quota`))).toBe('TOKEN_MISSING');
    expect(await service.sql('SELECT FROM audit.entry')).toEqual([]);
    expect(service.log).toContainEqual(
      expect.objectContaining({ event: 'security.off', level: 'warn', flags: ['SECURITY_AUDIT_LOGGING_ENABLED'] }),
    );
  });
});
