import { describe, expect, it } from '@jest/globals';
import { writeCopy } from '@mojian/studio/copy/write-copy';
import { planConcept } from '@mojian/studio/plan/plan-concept';
import { sampleBriefs } from '@mojian/studio/sample-briefs';
import { moonDesign } from '@mojian/testing/fake-models/card-writer';
import { codePrompt } from './code.prompt.js';
import { conceptPrompt } from './concept.prompt.js';
import { copyPrompt } from './copy.prompt.js';
import { createFence } from './fence.js';
import { imagePrompt } from './image.prompt.js';
import { toldFacts } from './told-facts.js';

const fence = createFence('a1b2c3d4e5f60718293a4b5c');
const [brief] = sampleBriefs;
if (!brief) throw new Error('no sample briefs');
const concept = planConcept(brief);
const copy = writeCopy(brief, concept);
const words = {
  title: '灯下写的信',
  headline: ['月亮先到', '我的话慢', '都寄给你'],
  opening: ['写这封信的时候，屋里只有一盏灯。'],
  closing: ['见字的时候，就当我坐在你旁边。'],
  seal: '见字',
};
const reading = (changed: Partial<typeof words>, one = brief) => {
  try {
    return copyPrompt.read(JSON.stringify({ ...words, ...changed }), { brief: one, concept });
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
};

describe('prompts', () => {
  it('set every word of people apart from the instructions, in both languages', () => {
    for (const one of [brief, { ...brief, language: 'en' as const }]) {
      const input = { brief: one, concept };
      const requests = [conceptPrompt.write(one, fence), copyPrompt.write(input, fence)];
      requests.push(codePrompt.write({ ...input, copy: writeCopy(one, concept) }, fence));
      for (const { system, messages } of requests) {
        expect(system).not.toContain(one.words);
        expect(system).toContain(fence.rule[one.language]);
        for (const { content } of messages) expect(content).toMatch(/^<data \w+>\n[^<>&]*\n<\/data \w+>$/);
      }
    }
  });

  it('tell a model only facts that are known', () => {
    const facts = toldFacts({
      ...brief,
      told: { location: null, city: null, weather: null },
      sensed: {
        ...brief.sensed,
        place: null,
        weather: { ...brief.sensed.weather, weather_text: null, temperature: null },
      },
    });
    expect(Object.keys(facts)).not.toContain('place');
    expect(Object.keys(facts)).not.toContain('weather');
    expect(Object.values(facts)).not.toContain(null);
  });

  it('read an idea whose picture can be painted by the studio too', () => {
    const idea = {
      title: '夜航',
      mood: 'calm',
      mood_reasons: ['你写得很慢'],
      scene: 'moon-river',
      palette: { ground: '#14213d', ink: '#f8f1e0', accent: '#f2a65e', paper: '#f6eddc' },
      opening: '一触，月亮升起',
      picture: 'A river at night under the moon, ink wash.',
    };
    expect(conceptPrompt.read(`好的\n\`\`\`json\n${JSON.stringify(idea)}\n\`\`\``, brief)).toEqual(idea);
    expect(() => conceptPrompt.read(JSON.stringify({ ...idea, scene: 'a castle' }), brief)).toThrow('scene');
    expect(() => conceptPrompt.read(JSON.stringify({ ...idea, palette: { ground: 'red' } }), brief)).toThrow('palette');
  });

  it('refuse words with markup, long lines and numbers that nobody gave', () => {
    expect(reading({})).toEqual(words);
    expect(reading({ opening: ['<b>好</b>'] })).toContain('markup');
    expect(reading({ headline: ['这一行实在是太长太长太长了', '短'] })).toContain('too long');
    expect(reading({ headline: ['一'] })).toContain('headline');
    expect(reading({ closing: ['气温 37 度的晚上。'] })).toContain('37');
    expect(reading({ closing: ['那年的 1984 号。'] }, { ...brief, words: '1984 号见' })).toMatchObject({
      seal: '见字',
    });
  });

  it('read a page design, and describe the picture without any lettering', () => {
    expect(codePrompt.read(moonDesign('zh'), { brief, concept, copy })).toMatchObject({
      interactions: [{ target: '[data-cover]' }, { target: '.glow' }],
    });
    expect(imagePrompt(concept)).toContain('No lettering');
    expect(imagePrompt(concept)).toContain(concept.palette.ground);
  });
});
