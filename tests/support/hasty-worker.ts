import type { StoredFile } from '@mojian/contracts/card/picture';
import type { RouteRequest } from '@mojian/contracts/route';
import { type FinishedCard, settleTask, startTask } from '@mojian/contracts/routes/task-run.routes';
import { createInternalClient, type InternalClient } from '@mojian/service-kit/internal-client';
import { localFolderStorage } from '@mojian/storage/local-folder.storage';
import type { System } from './system.js';

type TaskOutcome = RouteRequest<typeof settleTask>['body']['outcome'];

/**
 * Ends tasks as a worker does, by the same two calls, with a card that was made before: for tests of what is counted,
 * which need thousands of ends and no picture.
 */
export class HastyWorker {
  private constructor(
    private readonly postcard: InternalClient,
    private readonly card: FinishedCard,
  ) {}

  static async start({ env }: System): Promise<HastyWorker> {
    const storage = localFolderStorage(env.STORAGE_DIR ?? '');
    const [page, picture] = await Promise.all([
      storage.put(Buffer.from('<!doctype html><title>made before</title>'), 'html'),
      storage.put(Buffer.from('a picture made before'), 'jpg'),
    ]);
    const postcard = createInternalClient({
      baseUrl: env.POSTCARD_SERVICE_URL ?? '',
      audience: 'postcard',
      caller: 'agent',
      identityKey: env.INTERNAL_IDENTITY_KEY ?? '',
      timeoutMs: 30_000,
    });
    return new HastyWorker(postcard, cardOf(page, picture));
  }

  /** Resolves when the task is completed. A degraded card may be made anew for free. */
  complete(taskId: string, { degraded = false } = {}): Promise<void> {
    return this.end(taskId, { status: 'completed', card: { ...this.card, degraded } });
  }

  /** Resolves when the task is failed. */
  fail(taskId: string): Promise<void> {
    return this.end(taskId, { status: 'failed', error: 'STAGE_TIMEOUT', error_message: '制作超时了' });
  }

  private async end(taskId: string, outcome: TaskOutcome): Promise<void> {
    const params = { task_id: taskId };
    await this.postcard.call(startTask, { params, body: { fence: 1 } });
    await this.postcard.call(settleTask, { params, body: { fence: 1, outcome } });
  }
}

const cardOf = (page: StoredFile, picture: StoredFile): FinishedCard => ({
  concept: {
    title: '雨落西湖',
    mood: 'longing',
    mood_reasons: [],
    scene: 'lake-rain',
    template: 'envelope',
    palette: { ground: '#203040', ink: '#f0f0f0', accent: '#c03030', paper: '#f4efe6' },
    picture: { width: 1080, height: 1920, prompt: '' },
    animation_hint: 'rain',
    seed: 'a',
  },
  copy: {
    title: '雨落西湖',
    headline: ['西湖的雨'],
    verse: null,
    letter: { salutation: '小满：', opening: [], words: '今天下雨。', closing: [], signature: '阿禾' },
    postmark: { place: null, date: '2026.11.22', term: null, weather: null },
    seal: '墨笺',
    language: 'zh',
  },
  picture: {
    width: 1080,
    height: 1920,
    full: picture,
    planes: [],
    bleed: { top: '#203040', bottom: '#203040' },
    text: 'light',
  },
  page,
  poster: picture,
  interactions: [],
  report: { verdict: 'pass', findings: [], mended: [], static_ms: 1, browser_ms: 1 },
  structured_data: {},
  flat_fields: {},
  sources: { concept: 'studio', copy: 'studio', image: 'studio', code: 'studio' },
  degraded: false,
});
