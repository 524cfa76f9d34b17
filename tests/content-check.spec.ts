import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '@mojian/testing/wait-for';
import {
  app,
  startWechatSafetyServer,
  type WechatSafetyServer,
} from '../packages/safety/src/wechat/wechat-safety-server.fixture.js';
import { HastyWorker } from './support/hasty-worker.js';
import { brief, newPerson, type Person } from './support/person.js';
import { System } from './support/system.js';

const pushToken = 'ATokenOfOurs';
const encodingAesKey = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';

describe('WeChat’s check, with every process', () => {
  let wechat: WechatSafetyServer;
  let system: System;
  let worker: HastyWorker;

  beforeAll(async () => {
    wechat = await startWechatSafetyServer();
    system = await System.start({
      WECHAT_APP_ID: app.appId,
      WECHAT_APP_SECRET: app.appSecret,
      WECHAT_API_BASE_URL: wechat.url,
      WECHAT_PUSH_TOKEN: pushToken,
      WECHAT_PUSH_AES_KEY: encodingAesKey,
      PUBLIC_ORIGIN: 'https://mojian.test',
    });
    worker = await HastyWorker.start(system);
  }, 120_000);
  afterAll(async () => {
    await system.stop();
    await wechat.close();
  });

  /** Somebody who is known to WeChat, past its login. */
  async function comeByWechat(): Promise<Person> {
    const person = await newPerson(system.baseUrl);
    await system.database.query(`UPDATE users.identity SET provider = 'wechat', subject = $2 WHERE user_id = $1`, [
      person.id,
      `openid-of-${person.id}`,
    ]);
    return person;
  }

  const questionsOf = ({ id }: Person) => wechat.asked.filter(({ body }) => body.openid === `openid-of-${id}`);

  async function push(trace: string, seal: { readonly token: string } = { token: pushToken }): Promise<Response> {
    const event = {
      MsgType: 'event',
      Event: 'wxa_media_check',
      appid: app.appId,
      trace_id: trace,
      errcode: 0,
      result: { suggest: 'pass', label: 100 },
    };
    const { query, body } = wechat.push(event, { ...seal, appId: app.appId, encodingAesKey, at: new Date() });
    const address = `${system.baseUrl}/wechat/push?${new URLSearchParams({ ...query })}`;
    return fetch(address, { method: 'POST', headers: { 'content-type': 'text/xml' }, body });
  }

  it('F6: a card of somebody from WeChat is shared once words and picture have passed, through the one public door', async () => {
    const person = await comeByWechat();
    const { task_id: taskId } = await person.api.createPostcard({ body: brief() });
    await worker.complete(taskId);
    const { id } = await person.api.getResult({ params: { id: taskId }, query: {} });
    const share = () => person.api.sharePostcard({ params: { id } });
    await expect(share()).rejects.toMatchObject({ code: 'CARD_UNDER_CHECK' });
    await waitFor(() => questionsOf(person).length === 2, { what: 'both questions' });
    const [words, picture] = questionsOf(person);
    expect(words?.body.content).toContain(brief().user_input);
    const { origin, pathname, search } = new URL(String(picture?.body.media_url));
    expect(origin).toBe('https://mojian.test');
    expect((await fetch(`${system.baseUrl}${pathname}${search}`)).headers.get('content-type')).toBe('image/jpeg');

    const trace = await waitFor(() => traceOf(id), { what: 'the trace' });
    expect((await push(trace, { token: 'AnotherToken' })).status).toBe(403);
    await expect(share()).rejects.toMatchObject({ code: 'CARD_UNDER_CHECK' });
    const taken = await push(trace);
    expect([taken.status, await taken.text()]).toEqual([200, 'success']);
    const { slug } = await share();
    expect((await fetch(`${system.baseUrl}/c/${slug}`)).status).toBe(200);
  }, 30_000);

  it('F6: a card of somebody else is shared at once', async () => {
    const person = await newPerson(system.baseUrl);
    const { task_id: taskId } = await person.api.createPostcard({ body: brief() });
    await worker.complete(taskId);
    const { id } = await person.api.getResult({ params: { id: taskId }, query: {} });
    const shared = await waitFor(() => person.api.sharePostcard({ params: { id } }).catch(() => null), {
      what: 'the card to be shared',
    });
    expect((await fetch(`${system.baseUrl}/c/${shared.slug}`)).status).toBe(200);
  }, 30_000);

  async function traceOf(cardId: string): Promise<string | null> {
    const { rows } = await system.database.query<{ trace: string | null }>(
      `SELECT jsonb_path_query_first(content_check, '$.answers[*].answer.trace') #>> '{}' AS trace
         FROM postcards.postcard WHERE id = $1`,
      [cardId],
    );
    return rows[0]?.trace ?? null;
  }
});
