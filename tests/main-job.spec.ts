import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findChromium } from '@mojian/card/browser/chromium';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { brief, newPerson, type Person } from './support/person.js';
import { System } from './support/system.js';

describe('the main job', () => {
  let system: System;
  let browser: Browser;
  let person: Person;
  let cardId: string;

  beforeAll(async () => {
    system = await System.start();
    await system.startWorker();
    // The gate's own switches would close the network: only the binary is wanted here.
    const { executablePath, env } = await findChromium();
    browser = await chromium.launch({ executablePath, env, args: ['--no-sandbox', '--disable-gpu'] });
  }, 180_000);
  afterAll(async () => {
    await browser.close();
    await system.stop();
  });

  it('makes a card of what was drawn and written', async () => {
    person = await newPerson(system.baseUrl);
    const { task_id: taskId } = await person.api.createPostcard({ body: brief() });
    const task = await person.awaitTask(taskId);
    expect(task).toMatchObject({ status: 'completed', progress: 100, step: 'done' });
    expect(task.preview.lines.length).toBeGreaterThan(0);
    const card = await person.api.getResult({ params: { id: taskId }, query: {} });
    cardId = card.id;
    expect(card).toMatchObject({ degraded: false, sources: { concept: 'studio', code: 'studio' } });
    expect(card.frontend_code).toContain(brief().user_input);
    expect(card.frontend_code).toContain('"AIGC"');
    const picture = await fetch(card.card_image_url);
    expect(picture.headers.get('content-type')).toBe('image/jpeg');
    expect(Buffer.from(await picture.arrayBuffer()).includes('TC260:AIGC')).toBe(true);
  }, 120_000);

  it.each(['127.0.0.1', 'localhost'])(
    'is opened by a stranger at %s',
    async (hostname) => {
      const { slug } = await person.api.sharePostcard({ params: { id: cardId } });
      const url = new URL(`/c/${slug}`, system.baseUrl);
      url.hostname = hostname;
      const page = await browser.newPage({ viewport: { width: 375, height: 812 } });
      const trouble: string[] = [];
      page.on('console', (message) => message.type() === 'error' && trouble.push(message.text()));
      page.on('pageerror', (error) => trouble.push(String(error)));
      await page.goto(url.href);
      const frame = page.frameLocator('iframe');
      await frame.locator('body').waitFor();
      await page.mouse.click(187, 400);
      await frame.getByText(brief().user_input).first().waitFor({ state: 'attached' });
      const src = await page.locator('iframe').getAttribute('src');
      expect(new URL(src ?? '').hostname).toBe(hostname);
      expect(trouble).toEqual([]);
      await page.close();
    },
    60_000,
  );

  it('is gone for everybody once the link is taken back', async () => {
    const { slug } = await person.api.sharePostcard({ params: { id: cardId } });
    await person.api.revokeShare({ params: { id: cardId } });
    for (const path of [`/c/${slug}`, `/c/${slug}/poster.jpg`, `/c/${slug}/capsule.html`]) {
      const answer = await fetch(`${system.baseUrl}${path}`);
      expect([404, 410]).toContain(answer.status);
    }
  });
});
