import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { aigcLabel } from './aigc-label.js';
import { labelHtml } from './label-html.js';
import { labelImage, readImageLabel } from './label-image.js';

const label = aigcLabel({ producer: '0011910000000000000000', produceId: 'card-1' });
const other = aigcLabel({ producer: '0011910000000000000000', produceId: 'card-2' });
const picture = (alpha = 1) =>
  sharp({ create: { width: 37, height: 21, channels: 4, background: { r: 200, g: 60, b: 30, alpha } } });
const count = (bytes: Buffer, text: string): number => bytes.toString('latin1').split(text).length - 1;

const files: readonly (readonly [string, () => Promise<Buffer>])[] = [
  ['JPEG', () => picture().jpeg().toBuffer()],
  [
    'JPEG with Exif',
    () =>
      picture()
        .withMetadata({ exif: { IFD0: { Copyright: 'mo' } } })
        .jpeg()
        .toBuffer(),
  ],
  ['PNG', () => picture(0.5).png().toBuffer()],
  ['WebP, lossy', () => picture().removeAlpha().webp().toBuffer()],
  ['WebP, lossless', () => picture(0.5).webp({ lossless: true }).toBuffer()],
  ['WebP with alpha', () => picture(0.5).webp().toBuffer()],
];

describe('labelImage', () => {
  it.each(files)('writes one label into %s, replaces it, and leaves the pixels', async (_name, make) => {
    const plain = await make();
    expect(readImageLabel(plain)).toBeNull();
    const twice = labelImage(labelImage(plain, label), other);
    expect(readImageLabel(twice)).toEqual(other);
    expect(count(twice, 'TC260:AIGC>')).toBe(2);
    expect(count(twice, 'ContentProducer')).toBe(1);
    const [before, after] = await Promise.all([plain, twice].map((file) => sharp(file).raw().toBuffer()));
    expect(after).toEqual(before);
  });

  it.each(files)('is XMP to another reader in %s', async (_name, make) => {
    const { xmpAsString, width, height } = await sharp(labelImage(await make(), label)).metadata();
    expect([width, height]).toEqual([37, 21]);
    expect(xmpAsString).toContain('xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"');
    expect(xmpAsString).toContain('"ProduceID":"card-1"');
  });

  it('refuses a cut-off file and other formats', async () => {
    const jpeg = await picture().jpeg().toBuffer();
    expect(() => labelImage(jpeg.subarray(0, 60), label)).toThrow('cut off');
    expect(() => labelImage(Buffer.from('GIF89a'), label)).toThrow('neither');
  });
});

describe('aigcLabel', () => {
  it('has the seven strings, the propagator being the producer', () => {
    expect(label).toEqual({
      Label: '1',
      ContentProducer: '0011910000000000000000',
      ProduceID: 'card-1',
      ReservedCode1: '',
      ContentPropagator: '0011910000000000000000',
      PropagateID: 'card-1',
      ReservedCode2: '',
    });
  });

  it.each(["a'b", 'a"b', 'a<b', '墨', 'a b'])('refuses %s', (producer) => {
    expect(() => aigcLabel({ producer, produceId: '1' })).toThrow('restricted ASCII');
  });
});

describe('labelHtml', () => {
  it.each([
    '<!doctype html><html><head><title>x</title></head><body>y</body></html>',
    '<!doctype html><title>x</title>y',
    '<p>x',
  ])('puts exactly one meta into %s', (html) => {
    const twice = labelHtml(labelHtml(html, label), other);
    expect(twice.match(/name="AIGC"/g)).toHaveLength(1);
    const content = /content='([^']*)'/.exec(twice)?.[1] ?? '';
    expect(JSON.parse(content)).toEqual({ AIGC: other });
    expect(twice.replace(/<meta[^>]*>/, '')).toBe(html);
  });
});
