import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aesKey, type CheckedService, pushToken, startCheckedService, verdictOf } from '../checked-service.fixture.js';
import { codeOf } from '../postcard-service.fixture.js';

let checked: CheckedService;
beforeAll(async () => {
  checked = await startCheckedService();
}, 60_000);
afterAll(() => checked.close());

const waiting = async () => {
  const card = await checked.makeCard();
  return { ...card, trace: (await checked.checked(card.cardId)).trace };
};
const stateOf = async (cardId: string) => (await checked.checked(cardId)).state;
const logged = (event: string) => checked.service.log.filter((line) => line.event === event).length;

describe('the message push of WeChat', () => {
  it.each([
    ['pass', 'passed'],
    ['risky', 'refused'],
    ['review', 'review'],
  ] as const)('F6: %s makes the card %s, with a row of the audit', async (suggest, state) => {
    const { cardId, trace } = await waiting();
    const reply = await checked.send(checked.seal(trace, { suggest }));
    expect([reply.status, reply.text, reply.headers.get('content-type')]).toEqual([
      200,
      'success',
      'text/plain; charset=utf-8',
    ]);
    expect(await stateOf(cardId)).toBe(state);
    const rows = await checked.service.sql(
      `SELECT before, after FROM audit.entry WHERE action = 'wechat.push' AND resource_id = $1`,
      [cardId],
    );
    expect(rows).toEqual([{ before: { check: 'unchecked' }, after: { check: state } }]);
  });

  it('F6: counts once: repeated, or with another verdict under the address of one that was seen, it changes nothing', async () => {
    const { cardId, trace } = await waiting();
    const push = checked.seal(trace, { suggest: 'risky' });
    await checked.send(push);
    const before = logged('wechat.push_repeated');
    const body = JSON.stringify(verdictOf(String(trace), 'pass'));
    for (const repeat of [push, { ...push, body }]) expect((await checked.send(repeat)).text).toBe('success');
    expect(logged('wechat.push_repeated') - before).toBe(2);
    await checked.send(checked.seal(trace));
    expect(await stateOf(cardId)).toBe('refused');
    const other = await waiting();
    const reused = { ...push, body: JSON.stringify(verdictOf(String(other.trace), 'pass')) };
    await checked.send(reused);
    expect(await stateOf(other.cardId)).toBe('unchecked');
  });

  it('F6: of fifty at once for one card, one is told', async () => {
    const { cardId, trace } = await waiting();
    const replies = await Promise.all(Array.from({ length: 50 }, () => checked.send(checked.seal(trace))));
    expect(new Set(replies.map(({ text }) => text))).toEqual(new Set(['success']));
    expect(await stateOf(cardId)).toBe('passed');
  });

  it('F6: that comes before its trace is stored is not lost', async () => {
    const { trace: last } = await waiting();
    const next = `trace-${Number(String(last).slice(6)) + 1}`;
    const before = logged('wechat.push_unexpected');
    expect((await checked.send(checked.seal(next, { suggest: 'risky' }))).text).toBe('success');
    expect(logged('wechat.push_unexpected') - before).toBe(1);
    const { cardId, trace } = await waiting();
    expect([trace, await stateOf(cardId)]).toEqual([null, 'refused']);
  });

  it('F6: of a trace that nobody awaits, or of another event, is taken and told in the log', async () => {
    const before = logged('wechat.push_unexpected');
    expect((await checked.send(checked.seal(`trace-${randomUUID()}`))).text).toBe('success');
    expect(logged('wechat.push_unexpected') - before).toBe(1);
    const { path } = checked.seal(null);
    expect((await checked.send({ path, body: JSON.stringify({ Event: 'user_enter_tempsession' }) })).text).toBe(
      'success',
    );
  });

  it('F6: is refused where WeChat has not signed it, or long ago, and changes nothing', async () => {
    const { cardId, trace } = await waiting();
    const forged = [
      checked.seal(trace, { token: 'AnotherToken' }),
      checked.seal(trace, { at: new Date(checked.clock.now.getTime() - 11 * 60_000) }),
      { ...checked.seal(trace), path: '/wechat/push' },
      { ...checked.seal(trace), path: checked.seal(trace).path.replace(/signature=\w{4}/, 'signature=0000') },
    ];
    for (const push of forged) {
      const reply = await checked.send(push);
      expect([reply.status, codeOf(reply)]).toEqual([403, 'PERMISSION_DENIED']);
    }
    expect(await stateOf(cardId)).toBe('unchecked');
    expect(codeOf(await checked.send({ ...checked.seal(trace), body: '<xml>' }))).toBe('BODY_MALFORMED');
    expect(codeOf(await checked.send({ ...checked.seal(trace), body: 'x'.repeat(70_000) }))).toBe('BODY_TOO_LARGE');
  });

  it('F6: is taken sealed alone where there is a key for it', async () => {
    const sealing = await checked.service.startAnother({ WECHAT_PUSH_AES_KEY: aesKey });
    try {
      const { cardId, trace } = await waiting();
      const { port } = sealing;
      expect((await checked.send(checked.seal(trace), port)).status).toBe(403);
      expect((await checked.send(checked.seal(trace, { encodingAesKey: aesKey }), port)).status).toBe(200);
      expect(await stateOf(cardId)).toBe('passed');
    } finally {
      await sealing.close();
    }
  });
});

describe('the handshake', () => {
  const shake = (token: string) => {
    const { path } = checked.seal(null, { token });
    return checked.service.send('GET', `${path}&echostr=4375120948345356249`);
  };

  it('echoes to whoever knows the token, as text', async () => {
    const reply = await shake(pushToken);
    expect([reply.status, reply.text, reply.headers.get('content-type')]).toEqual([
      200,
      '4375120948345356249',
      'text/plain; charset=utf-8',
    ]);
    expect((await shake('AnotherToken')).status).toBe(403);
  });
});
