import { describe, expect, it } from '@jest/globals';
import { dashScopeRequest } from './dashscope-request.js';
import { nearestSize } from './nearest-size.js';

describe('sizes', () => {
  it('are the nearest in shape, then in area', () => {
    const sizes = [
      [1024, 1024],
      [1024, 1536],
      [512, 768],
    ] as const;
    expect(nearestSize({ width: 1080, height: 1500 }, sizes)).toEqual([1024, 1536]);
    expect(nearestSize({ width: 540, height: 750 }, sizes)).toEqual([512, 768]);
    expect(nearestSize({ width: 900, height: 1000 }, sizes)).toEqual([1024, 1024]);
  });

  it.each([
    ['wan2.2-t2i-flash', 1080, 1920, '800*1440'],
    ['wanx2.1-t2i-turbo', 300, 2000, '512*1440'],
    ['qwen-image-plus', 1080, 1440, '1104*1472'],
  ])('of %s fit what it paints', (model, width, height, size) => {
    expect(dashScopeRequest(model, { prompt: '梅', width, height }).body.parameters.size).toBe(size);
  });
});
