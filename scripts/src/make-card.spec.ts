import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { CardArguments } from './card-arguments.js';
import { makeCard } from './make-card.js';

const ID = '0198c3a0-0000-7000-8000-000000000001';
const NOW = '2026-11-21T12:00:00+08:00';

const state = (more: object) => ({
  task_id: ID,
  status: 'processing',
  progress: 0,
  step: 'queued',
  preview: { title: null, lines: [], image_url: null },
  error: null,
  error_message: null,
  degraded: false,
  card_id: null,
  created_at: NOW,
  updated_at: NOW,
  ...more,
});

const user = {
  ...{ id: ID, nickname: '', avatar: '', avatar_url: '', gender: 0, role: 'user', plan: 'free', permissions: [] },
  ...{ created_at: NOW, last_login_at: null },
};
const session = { token: 'a', refreshToken: 'b', expiresIn: 60, sessionId: ID, userInfo: user };
const card = {
  ...{ id: ID, postcard_id: ID, task_id: ID, status: 'completed', card_title: '', content: '', content_preview: '' },
  ...{ image_url: '', card_image_url: '', preview_url: '/media/p.jpg', structured_data: {}, degraded: false },
  ...{ has_animation: true, has_interactive: true, component_type: 'html', created_at: NOW, concept: '' },
  ...{ frontend_code: null, card_html: null, page_url: '', miniprogram_component: null, generation_time: 1 },
  sources: { concept: '', copy: '', image: '', code: '' },
};

let gateway: Server | undefined;
afterEach(() => void gateway?.close());

/** A gateway that answers each path with the next of its replies, and keeps what it was told. */
const serve = async (replies: Record<string, unknown[]>) => {
  const told: { path: string; token: string | undefined; body: unknown }[] = [];
  const answer = async (request: IncomingMessage) => {
    const chunks: unknown[] = await request.toArray();
    const path = new URL(request.url ?? '', 'http://x').pathname.replace('/api/v1/miniprogram', '');
    const body: unknown = chunks.length > 0 ? JSON.parse(chunks.join('')) : undefined;
    told.push({ path, token: request.headers.authorization, body });
    return replies[path]?.shift() ?? { code: -1, message: `nothing for ${path}` };
  };
  gateway = createServer((request, response) => {
    answer(request).then(
      (reply) => response.end(JSON.stringify(reply)),
      () => response.destroy(),
    );
  }).listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  const address = gateway.address();
  return { told, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` };
};

const ok = (data: unknown) => ({ code: 0, message: '', data });
const wanted: CardArguments = {
  ...{
    words: '下雨',
    place: { latitude: 30.24, longitude: 120.15 },
    weather: '小雨',
    recipient: '小满',
    sender: '阿禾',
  },
  ...{ out: undefined, open: false, token: undefined, url: undefined },
};

describe('making a card', () => {
  it('logs in, follows the task, shares, and tells the link', async () => {
    const { url, told } = await serve({
      '/auth/login': [ok(session)],
      '/postcards/create': [ok({ task_id: ID, status: 'pending', estimated_time: 5, user_id: ID })],
      [`/postcards/status/${ID}`]: [
        ok(state({})),
        ok(state({ status: 'completed', progress: 100, step: 'done', card_id: ID })),
      ],
      [`/postcards/result/${ID}`]: [ok(card)],
      [`/postcards/${ID}/share`]: [ok({ url: '/c/slug', slug: 'slug', expires_at: null })],
    });
    const steps: string[] = [];
    const made = await makeCard(url, wanted, { onState: ({ step }) => steps.push(step) });
    expect(made).toEqual({ id: ID, link: `${url}/c/slug`, poster: `${url}/media/p.jpg`, degraded: false });
    expect(steps).toEqual(['queued', 'done']);
    expect(told[0]?.body).toEqual({ code: expect.stringMatching(/^test_[0-9a-f-]{36}$/) });
    expect(told[1]).toMatchObject({
      token: 'Bearer a',
      body: {
        user_input: '下雨',
        recipient_name: '小满',
        context: { latitude: 30.24, coord_type: 'wgs84', weather: '小雨' },
      },
    });
  });

  it('says why the card was not made', async () => {
    const { url } = await serve({
      '/postcards/create': [ok({ task_id: ID, status: 'pending', estimated_time: 5, user_id: ID })],
      [`/postcards/status/${ID}`]: [
        ok(state({ status: 'failed', error: 'TASK_OVERDUE', error_message: '制作超时了' })),
      ],
    });
    const made = makeCard(url, { ...wanted, token: 'mine' }, { onState: () => undefined });
    await expect(made).rejects.toThrow('The card was not made: 制作超时了 (TASK_OVERDUE)');
  });

  it('asks for a token where the development login is off', async () => {
    const { url } = await serve({ '/auth/login': [{ code: -1, message: '微信登录凭证无效' }] });
    await expect(makeCard(url, wanted, { onState: () => undefined })).rejects.toThrow(
      /微信登录凭证无效.*--token or MOJIAN_TOKEN/,
    );
  });
});
