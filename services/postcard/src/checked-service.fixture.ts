import { randomUUID } from 'node:crypto';
import { waitFor } from '@mojian/testing/wait-for';
import {
  app,
  startWechatSafetyServer,
  type WechatSafetyServer,
} from '../../../packages/safety/src/wechat/wechat-safety-server.fixture.js';
import { finishedCard } from './finished-card.fixture.js';
import {
  askService,
  identityKey,
  mini,
  type PostcardServiceFixture,
  startFixture,
} from './postcard-service.fixture.js';
import { startUserServer, type UserServer } from './user-server.fixture.js';

export const pushToken = 'ATokenOfOurs';
export const aesKey = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
export const paths = { text: '/wxa/msg_sec_check', picture: '/wxa/media_check_async' };

type Reply = Awaited<ReturnType<PostcardServiceFixture['send']>>;

type Suggestion = 'pass' | 'review' | 'risky' | null;

interface Pushed {
  /** `pass` unless told; null where WeChat could not fetch the picture. */
  readonly suggest?: Suggestion;
  readonly at?: Date;
  readonly token?: string;
  readonly encodingAesKey?: string;
}

/** A push as it is sent. */
interface SealedPush {
  readonly path: string;
  readonly body: string;
}

/** The service with WeChat's check, whose verdicts on pictures the spec itself pushes. */
export interface CheckedService {
  readonly service: PostcardServiceFixture;
  readonly wechat: WechatSafetyServer;
  readonly users: UserServer;
  /** What every clock of it shows. */
  readonly clock: { now: Date };
  /** A finished card of somebody who came by WeChat, unless told of whom. */
  readonly makeCard: (words?: string, user?: string) => Promise<{ user: string; cardId: string; taskId: string }>;
  readonly share: (card: { user: string; cardId: string }) => Promise<Reply>;
  /** Where the card stands, once its checkers have been asked so often. */
  readonly checked: (cardId: string, times?: number) => Promise<{ state: string; trace: string | null }>;
  readonly seal: (trace: string | null, pushed?: Pushed) => SealedPush;
  /** To another process, where a port is told. */
  readonly send: (push: SealedPush, port?: number) => Promise<Reply>;
  readonly close: () => Promise<void>;
}

export const verdictOf = (trace: string, suggest: Suggestion) => ({
  MsgType: 'event',
  Event: 'wxa_media_check',
  appid: app.appId,
  trace_id: trace,
  version: 2,
  ...(suggest === null
    ? { errcode: -1008, errmsg: 'download timeout' }
    : { errcode: 0, result: { suggest, label: { pass: 100, review: 20012, risky: 20002 }[suggest] } }),
});

export async function startCheckedService(): Promise<CheckedService> {
  const [wechat, users] = await Promise.all([startWechatSafetyServer(), startUserServer(identityKey)]);
  const clock = { now: new Date('2026-11-22T04:00:00Z') };
  const variables = {
    WECHAT_APP_ID: app.appId,
    WECHAT_APP_SECRET: app.appSecret,
    WECHAT_API_BASE_URL: wechat.url,
    WECHAT_PUSH_TOKEN: pushToken,
    PUBLIC_ORIGIN: 'http://mojian.test:8083',
    USER_SERVICE_URL: users.url,
    CONTENT_CHECK_INTERVAL: '0.1',
  };
  const service = await startFixture(variables, () => clock.now);
  const makeCard: CheckedService['makeCard'] = (words = '今天下雨。', user = comeByWechat(users)) => {
    const { copy } = finishedCard();
    return service.makeCard(finishedCard({ copy: { ...copy, letter: { ...copy.letter, words } } }), user);
  };
  return {
    ...{ service, wechat, users, clock, makeCard },
    share: ({ user, cardId }) => service.send('POST', `${mini}/postcards/${cardId}/share`, { user }),
    checked: (cardId, times = 1) => waitForCheck(service, cardId, times),
    seal: (trace, pushed = {}) => sealPush(wechat, trace ?? 'none', { at: clock.now, ...pushed }),
    send: ({ path, body }, port = service.port) =>
      askService(port).send('POST', path, { body, headers: { 'content-type': 'text/xml' } }),
    close: async () => {
      await service.close();
      await Promise.all([wechat.close(), users.close()]);
    },
  };
}

function comeByWechat({ openids }: UserServer): string {
  const user = randomUUID();
  openids.set(user, `openid-of-${user}`);
  return user;
}

function waitForCheck(service: PostcardServiceFixture, cardId: string, times: number) {
  const read = async () => {
    const [row] = await service.sql(
      `SELECT check_state AS state, jsonb_path_query_first(content_check, '$.answers[*].answer.trace') #>> '{}' AS trace
         FROM postcard WHERE id = $1 AND (content_check ->> 'asked')::int >= $2
          AND NOT content_check @> '{"answers": [{"answer": {"reason": "not-asked-yet"}}]}'`,
      [cardId, times],
    );
    return row && { state: String(row.state), trace: row.trace === null ? null : String(row.trace) };
  };
  return waitFor(read, { what: `check ${times} of the card` });
}

function sealPush(wechat: WechatSafetyServer, trace: string, pushed: Pushed & { readonly at: Date }): SealedPush {
  const { suggest = 'pass', token = pushToken, encodingAesKey = null, at } = pushed;
  const { query, body } = wechat.push(verdictOf(trace, suggest), { token, appId: app.appId, encodingAesKey, at });
  return { path: `/wechat/push?${new URLSearchParams({ ...query })}`, body };
}
