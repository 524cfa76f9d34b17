import { describe, expect, it } from '@jest/globals';
import { createLocalWindows } from './local-windows.js';

const two = { key: 'two', count: 2, seconds: 10 };
const five = { key: 'five', count: 5, seconds: 10 };

describe('windows in memory', () => {
  it('are full after so many in any span, and count a refused try nowhere', () => {
    const windows = createLocalWindows();
    expect([0, 4000, 9999].map((time) => windows.hit([two, five], time))).toEqual([0, 0, 1]);
    expect(windows.hit([two, five], 10_000)).toBe(0);
    expect(windows.hit([two], 10_001)).toBe(4);
    expect(windows.hit([five], 10_001)).toBe(0);
  });

  it('forget a try that is undone', () => {
    const windows = createLocalWindows();
    windows.hit([two], 0);
    windows.hit([two], 1);
    windows.undo('two');
    expect([windows.hit([two], 2), windows.hit([two], 3)]).toEqual([0, 10]);
  });

  it('keep a bounded number of keys', () => {
    const windows = createLocalWindows();
    for (let i = 0; i < 2; i += 1) windows.hit([two], 0);
    for (let i = 0; i < 10_000; i += 1) windows.hit([{ ...two, key: `k${i}` }], 0);
    expect(windows.hit([two], 1)).toBe(0);
  });
});
