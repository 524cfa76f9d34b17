import { createHash } from 'node:crypto';
import type { StoredFile } from '@mojian/contracts/card/picture';
import type { FinishedCard } from '@mojian/contracts/routes/task-run.routes';

/** Name of a file with these bytes, as the storage gives it. */
const nameBytes = (bytes: Buffer, ext: StoredFile['ext']): StoredFile => ({
  hash: createHash('sha256').update(bytes).digest('hex'),
  ext,
  bytes: bytes.length,
});

export const cardBytes = {
  page: Buffer.from(
    `<!doctype html><html lang="zh"><head><meta name="AIGC" content='{"AIGC":{"Label":"1","ContentProducer":"mojian","ProduceID":"spec"}}'><title>雨</title></head><body><p>今天下雨。</p></body></html>`,
  ),
  picture: Buffer.from('picture of a card'),
  poster: Buffer.from('poster of a card'),
};

/** A card as a worker hands it over; its files are `cardBytes`. */
export const finishedCard = (change: Partial<FinishedCard> = {}): FinishedCard => {
  const picture = nameBytes(cardBytes.picture, 'jpg');
  return {
    concept: {
      title: '雨落西湖',
      mood: 'longing',
      mood_reasons: ['你写到了“想起”'],
      scene: 'west-lake-rain',
      template: 'frosted-window',
      palette: { ground: '#203040', ink: '#f0f0f0', accent: '#c03030', paper: '#f4efe6' },
      picture: { width: 1080, height: 1920, prompt: '' },
      animation_hint: 'rain',
      seed: 'a',
    },
    copy: {
      title: '雨落西湖',
      headline: ['西湖的雨', '替我把想念', '写了一遍又一遍'],
      verse: null,
      letter: {
        salutation: '小满：',
        opening: ['窗外正落着雨。'],
        words: '今天下雨。',
        closing: ['愿你安好。'],
        signature: '阿禾',
      },
      postmark: { place: '杭州', date: '2026.11.21', term: null, weather: null },
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
    page: nameBytes(cardBytes.page, 'html'),
    poster: nameBytes(cardBytes.poster, 'jpg'),
    interactions: [{ name: '擦窗', gesture: 'swipe', target: '#glass', expect: { change: 'pixels' } }],
    report: { verdict: 'pass', findings: [], mended: [], static_ms: 2, browser_ms: 900 },
    structured_data: { title: '雨落西湖', visual: { background_image_url: `/media/${picture.hash}.jpg` } },
    flat_fields: { mood_primary: 'longing', visual_background_image: `${picture.hash}.jpg` },
    sources: { concept: 'studio', copy: 'studio', image: 'studio', code: 'studio' },
    degraded: false,
    ...change,
  };
};
