import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { blackPng, gifOfFrames, gifPage, gifScript } from './hostile-images.fixture.js';
import { reencodeImage } from './reencode-image.js';

const blank = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#c03030' } });

/** Noise, so that a part of the file is a part of the picture. */
const noise = (side: number) =>
  sharp({
    create: {
      width: side,
      height: side,
      channels: 3,
      background: '#000',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  });

const png = { output: 'png' } as const;
const refusal = (reason: string) => ({ code: 'IMAGE_REFUSED', options: { details: { reason } } });
const megabytes = (bytes: number): number => bytes / 1024 / 1024;

describe('C8: a picture from outside', () => {
  it.each(['jpeg', 'png', 'gif', 'webp'] as const)('C8: %s is decoded and encoded anew', async (format) => {
    const sent = await blank(40, 30).toFormat(format).toBuffer();
    const { bytes, width, height } = await reencodeImage(sent, png);
    expect({ width, height }).toEqual({ width: 40, height: 30 });
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 40, height: 30 });
  });

  it.each(['png', 'webp', 'jpeg'] as const)('C8: as %s where asked', async (output) => {
    const { bytes } = await reencodeImage(await blank(4, 4).png().toBuffer(), { output });
    expect((await sharp(bytes).metadata()).format).toBe(output);
  });

  it.each([
    [
      'an SVG',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'),
    ],
    ['an SVG with a prologue', Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['HTML', Buffer.from('<!doctype html><img src=x onerror=alert(1)>')],
    ['a PDF', Buffer.from('%PDF-1.7\n')],
    ['text', Buffer.from('a picture')],
    ['a TIFF', Buffer.from('II*\0\x08\0\0\0', 'latin1')],
    ['nothing', Buffer.alloc(0)],
  ])('C8: %s is no picture', async (_name, bytes) => {
    await expect(reencodeImage(bytes, png)).rejects.toMatchObject(refusal('kind'));
  });

  it('C8: a script that begins like a GIF is refused', async () => {
    await expect(reencodeImage(gifScript, png)).rejects.toMatchObject(refusal('broken'));
  });

  it('C8: nothing survives of a page behind the end of a GIF, or in the metadata of a JPEG', async () => {
    const html = '<script>alert(document.domain)</script>';
    const jpeg = await blank(8, 8)
      .withExif({ IFD0: { ImageDescription: html, Copyright: html } })
      .jpeg()
      .toBuffer();
    expect(jpeg.toString('latin1')).toContain(html);
    for (const sent of [jpeg, gifPage]) {
      const { bytes } = await reencodeImage(sent, png);
      expect(bytes.toString('latin1')).not.toMatch(/script|alert/);
    }
  });

  it('C8: where a photo was taken is not kept, its orientation is applied', async () => {
    const sent = await blank(40, 20)
      .withMetadata({ orientation: 6 })
      .withExifMerge({ IFD3: { GPSLatitude: '30/1 15/1 0/1', GPSLatitudeRef: 'N' } })
      .withXmp(
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"/><?xpacket end="w"?>',
      )
      .jpeg()
      .toBuffer();
    expect(await sharp(sent).metadata()).toMatchObject({
      exif: expect.anything(),
      xmp: expect.anything(),
      orientation: 6,
    });
    for (const output of ['png', 'webp', 'jpeg'] as const) {
      const { bytes, width, height } = await reencodeImage(sent, { output });
      const { exif, xmp, iptc, orientation, comments } = await sharp(bytes).metadata();
      expect({ exif, xmp, iptc, orientation, comments, width, height }).toEqual({ width: 20, height: 40 });
    }
  });

  it.each(['jpeg', 'png', 'webp', 'gif'] as const)('C8: half a %s is refused', async (format) => {
    const sent = await noise(200).toFormat(format).toBuffer();
    await expect(reencodeImage(sent.subarray(0, sent.length / 2), png)).rejects.toMatchObject(refusal('broken'));
  });

  it('C8: a file is refused by its size, a flood of pixels before it is decoded', async () => {
    const flood = blackPng(16_000);
    expect(flood.length).toBeLessThan(40_000);
    const before = process.memoryUsage().rss;
    const answers = await Promise.allSettled(Array.from({ length: 40 }, () => reencodeImage(flood, png)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 'rejected'));
    await expect(reencodeImage(flood, png)).rejects.toMatchObject(refusal('too-large'));
    expect(megabytes(process.memoryUsage().rss - before)).toBeLessThan(60);
    await expect(reencodeImage(Buffer.alloc(5 * 1024 * 1024 + 1), png)).rejects.toMatchObject(refusal('too-large'));
  });

  it('C8: of ten thousand frames the first is taken', async () => {
    const { width, height } = await reencodeImage(gifOfFrames(10_000), png);
    expect({ width, height }).toEqual({ width: 1, height: 1 });
  });

  it('C8: the largest pictures in a burst are decoded two at a time; too many are told to come later', async () => {
    const large = blackPng(4000);
    const before = process.memoryUsage().rss;
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss - before);
    }, 5);
    const answers = await Promise.allSettled(
      Array.from({ length: 70 }, () => reencodeImage(large, { ...png, maxSide: 256 })),
    );
    clearInterval(watch);
    const refusals = answers.filter((answer) => answer.status === 'rejected');
    expect(refusals.map(({ reason }) => reason)).toEqual(
      Array.from({ length: 4 }, () => expect.objectContaining({ code: 'OVERLOADED' })),
    );
    expect(megabytes(most)).toBeLessThan(300);
  });

  it('C8: is shrunk where asked, never enlarged', async () => {
    const wide = await reencodeImage(await blank(3000, 600).png().toBuffer(), { ...png, maxSide: 1024 });
    expect({ width: wide.width, height: wide.height }).toEqual({ width: 1024, height: 205 });
    const small = await reencodeImage(await blank(30, 20).png().toBuffer(), { ...png, maxSide: 1024 });
    expect({ width: small.width, height: small.height }).toEqual({ width: 30, height: 20 });
  });

  it('C8: is refused with a reason for people', async () => {
    const refused = await reencodeImage(Buffer.from('x'), png).catch((error: unknown) => error);
    expect(Reflect.get(Object(refused), 'options')).toMatchObject({ say: { zh: expect.stringContaining('JPEG') } });
  });
});
