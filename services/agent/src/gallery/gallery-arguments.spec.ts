import { describe, expect, it } from '@jest/globals';
import { parseGalleryArguments } from './gallery-arguments.js';

describe('the words after `run.sh studio`', () => {
  it('have sensible defaults', () => {
    expect(parseGalleryArguments([])).toEqual({
      cards: 12,
      seed: 'studio',
      briefs: undefined,
      scene: undefined,
      template: undefined,
      out: 'out/studio',
      port: 8095,
      serve: true,
    });
  });

  it('name a scene and an opening that are there', () => {
    const args = ['--scene', 'lake-rain', '--template', 'envelope', '--cards', '3', '--no-serve'];
    expect(parseGalleryArguments(args)).toMatchObject({
      scene: 'lake-rain',
      template: 'envelope',
      cards: 3,
      serve: false,
    });
  });

  it.each([
    [['--scene', 'the-moon'], /There is no scene "the-moon"\. Choose one of: lake-rain/],
    [['--template', ''], /There is no template/],
    [['--cards', '0'], /--cards takes a whole number from 1 to 200/],
    [['--port', 'here'], /--port takes a whole number/],
    [['--what'], /Unknown option/],
  ])('are refused with a sentence: %j', (args, sentence) => {
    expect(() => parseGalleryArguments(args)).toThrow(sentence);
  });
});
