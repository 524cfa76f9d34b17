import { describe, expect, it } from '@jest/globals';
import { Picture } from '@mojian/contracts/card/picture';
import { makeBrief } from './brief.fixture.js';
import { writeCopy } from './copy/write-copy.js';
import { planConcept } from './plan/plan-concept.js';
import { flatFields, toStructuredData } from './structured-data.js';

const brief = makeBrief({ words: '想你了', place: { name: '西湖' }, weather: { sky: 'rain', weather_text: '小雨' } });
const concept = planConcept(brief);
const copy = writeCopy(brief, concept);
const plane = { hash: 'a'.repeat(64), ext: 'webp', bytes: 10 } as const;
const picture = {
  width: 1080,
  height: 2080,
  full: { hash: 'b'.repeat(64), ext: 'jpg', bytes: 20 },
  planes: [{ name: 'sky', file: plane, x: 0, y: 0, width: 100, depth: 0 }],
  bleed: { top: '#ffffff', bottom: '#000000' },
  text: 'dark',
} as const;
const data = toStructuredData({ brief, concept, copy, picture: Picture.parse(picture) });

describe('toStructuredData', () => {
  it('has the card form that clients read', () => {
    expect(data).toMatchObject({
      title: copy.title,
      mood: { primary: 'longing', color_theme: concept.palette.accent },
      content: { main_text: '想你了', quote: { text: copy.verse?.text }, hot_topics: {} },
      visual: { style_hints: { layout_style: concept.template, animation_type: concept.animation_hint } },
      context: { weather: '小雨', location: '西湖', time: '2026.03.20' },
      recommendations: {},
      extras: {},
    });
  });

  it('names the planes of the picture, far to near, as files that a link is signed for', () => {
    expect(data.visual).toMatchObject({
      picture: { width: 1080, height: 2080, text: 'dark' },
      planes: [{ name: 'sky', image: `${'a'.repeat(64)}.webp`, x: 0, y: 0, width: 100, depth: 0 }],
    });
  });

  it('survives JSON', () => {
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
  });
});

describe('flatFields', () => {
  it('gives the flat names', () => {
    expect(flatFields(data)).toMatchObject({
      card_title: copy.title,
      mood_primary: 'longing',
      content_main_text: '想你了',
      content_quote_author: copy.verse?.author,
      context_location: '西湖',
    });
  });

  it('leaves out what is not known', () => {
    const bare = makeBrief();
    const plan = planConcept(bare);
    const fields = flatFields(
      toStructuredData({ brief: bare, concept: plan, copy: writeCopy(bare, plan), picture: Picture.parse(picture) }),
    );
    expect(fields).not.toHaveProperty('context_weather');
    expect(fields).not.toHaveProperty('context_location');
    expect(Object.values(fields)).not.toContain(null);
  });
});
