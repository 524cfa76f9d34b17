import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { aigcLabel } from '../labels/aigc-label.js';
import { readImageLabel } from '../labels/label-image.js';
import { makePoster } from './poster.js';

const label = aigcLabel({ producer: '001191', produceId: 'card-1' });

describe('makePoster', () => {
  it('is a labelled JPEG of at most 250 KB, even of a picture that compresses badly', async () => {
    const noise = { type: 'gaussian' as const, mean: 128, sigma: 60 };
    const screenshot = await sharp({ create: { width: 750, height: 1624, channels: 3, background: '#888', noise } })
      .png()
      .toBuffer();
    const poster = await makePoster({ screenshot, title: '把夏天寄给你', line: '2026.11.22 小雪　成都', label });
    expect(poster.length).toBeLessThanOrEqual(250 * 1024);
    expect(readImageLabel(poster)).toEqual(label);
    expect(await sharp(poster).metadata()).toMatchObject({ format: 'jpeg', width: 750 });
  });

  it('draws the visible label with Chinese glyphs in the lower right corner', async () => {
    const screenshot = await sharp({ create: { width: 750, height: 1624, channels: 3, background: '#468' } })
      .png()
      .toBuffer();
    const poster = await makePoster({ screenshot, title: '春', line: '', label });
    const { height } = await sharp(poster).metadata();
    const corner = { left: 420, top: height - 80, width: 300, height: 60 };
    const { channels } = await sharp(await sharp(poster).extract(corner).png().toBuffer()).stats();
    expect(channels[0]?.min).toBeLessThan(90);
  });
});
