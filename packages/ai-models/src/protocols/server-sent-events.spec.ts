import { describe, expect, it } from '@jest/globals';
import { readEvents } from './server-sent-events.js';

describe('readEvents', () => {
  const stream = ': hello\r\nevent: a\r\ndata: {"a":\r\ndata:"雨"}\r\n\r\n\ndata: 2\n\nid: 3\n\ndata: lost';
  it.each([1, 2, 5, 1000])('finds the data of events in slices of %d bytes', async (length) => {
    const bytes = Buffer.from(stream);
    async function* slices() {
      for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
    }
    const found: string[] = [];
    for await (const data of readEvents(slices())) found.push(data);
    expect(found).toEqual(['{"a":\n"雨"}', '2']);
  });
});
