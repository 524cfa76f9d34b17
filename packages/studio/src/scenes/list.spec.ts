import { describe, expect, it } from '@jest/globals';
import { templateNames } from '../pages/template-names.js';
import { scenes } from './list.js';

describe('the scenes', () => {
  it('offer five openings or more each, and every opening somewhere', () => {
    for (const { name, templates } of scenes) expect([name, new Set(templates).size >= 5]).toEqual([name, true]);
    expect(new Set(scenes.flatMap(({ templates }) => templates))).toEqual(new Set(templateNames));
  });
});
