import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { makeContactSheet } from './contact-sheet.js';

const pictureOf = (red: number) =>
  sharp({ create: { width: 75, height: 150, channels: 3, background: { r: red, g: 0, b: 0 } } })
    .jpeg()
    .toBuffer();

describe('a contact sheet', () => {
  it('stands six in a row, each with its lines', async () => {
    const pictures = await Promise.all(Array.from({ length: 8 }, (_, index) => pictureOf(30 * (index + 1))));
    const sheet = await makeContactSheet(
      pictures.map((picture, index) => ({ picture, caption: [`${index}`, '西湖'] })),
    );
    const { format, width, height } = await sharp(sheet).metadata();
    expect([format, width, height]).toEqual(['png', 18 + 6 * 288, 18 + 2 * 656]);
    const second = await sharp(sheet)
      .extract({ left: 18 + 288 + 100, top: 100, width: 1, height: 1 })
      .raw()
      .toBuffer();
    expect(second[0]).toBeGreaterThan(50);
    expect(second[0]).toBeLessThan(70);
  });

  it('of nothing is an empty sheet', async () => {
    expect(await sharp(await makeContactSheet([])).metadata()).toMatchObject({ format: 'png', width: 306 });
  });
});
