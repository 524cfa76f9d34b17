import { describe, expect, it } from '@jest/globals';
import { buildCapsule } from './capsule.js';

const meta = `<meta name="AIGC" content='{"AIGC":{"Label":"1","ContentProducer":"mojian","ProduceID":"a-1"}}'>`;
const page = `<!doctype html><html><head>${meta}<title>a</title></head><body onload="x('&lt;')">"&amp;"</body></html>`;
const content = { page, title: '雨"</title><script>', language: 'zh', label: '本卡片由 AI 生成' } as const;

describe('buildCapsule', () => {
  it('carries the visible label outside the card, and the card’s own machine-readable one once', () => {
    const capsule = buildCapsule(content);
    expect(capsule).toContain('<p>本卡片由 AI 生成</p>');
    expect(capsule.split(meta)).toHaveLength(2);
  });

  it('holds the card, to the byte, in a sandboxed frame', () => {
    const capsule = buildCapsule(content);
    const [, srcdoc = ''] = /srcdoc="([^"]*)"/.exec(capsule) ?? [];
    const read = srcdoc.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
    expect(read).toBe(page);
    expect(capsule).toContain('sandbox="allow-scripts"');
    expect(capsule).not.toContain('allow-same-origin');
    expect(capsule).not.toContain('<script');
  });

  it('is not made of a document without a label', () => {
    expect(() => buildCapsule({ ...content, page: '<!doctype html><p>x' })).toThrow('no AIGC label');
  });
});
