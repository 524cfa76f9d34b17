import { describe, expect, it } from '@jest/globals';
import { makeBrief } from './brief.fixture.js';
import { writeCopy } from './copy/write-copy.js';
import { planConcept } from './plan/plan-concept.js';
import { flatFields, toStructuredData } from './structured-data.js';

const brief = makeBrief({ words: '想你了', place: { name: '西湖' }, weather: { sky: 'rain', weather_text: '小雨' } });
const concept = planConcept(brief);
const copy = writeCopy(brief, concept);
const data = toStructuredData({ brief, concept, copy });

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
    const fields = flatFields(toStructuredData({ brief: bare, concept: plan, copy: writeCopy(bare, plan) }));
    expect(fields).not.toHaveProperty('context_weather');
    expect(fields).not.toHaveProperty('context_location');
    expect(Object.values(fields)).not.toContain(null);
  });
});
