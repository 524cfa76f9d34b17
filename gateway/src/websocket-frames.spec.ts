import { describe, expect, it } from '@jest/globals';
import { FrameRelay } from './websocket-frames.js';

const close = (code: number): Buffer => Buffer.from([0x88, 2, code >> 8, code & 255]);

/** A frame of a server with so much in it. */
function frame(length: number, opcode = 0x82): Buffer {
  const head = length < 126 ? Buffer.from([opcode, length]) : Buffer.alloc(length < 65536 ? 4 : 10).fill(opcode, 0, 1);
  if (length >= 126 && length < 65536) head.writeUInt8(126, 1);
  if (length >= 126 && length < 65536) head.writeUInt16BE(length, 2);
  if (length >= 65536) head.writeUInt8(127, 1);
  if (length >= 65536) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, Buffer.alloc(length, 0x88)]);
}

function relay() {
  const frames = new FrameRelay({ readableHighWaterMark: 1 << 24 });
  let ended = false;
  frames.on('end', () => {
    ended = true;
  });
  const out: Buffer[] = [];
  frames.on('data', (chunk: Buffer) => out.push(chunk));
  return { frames, out: () => Buffer.concat(out), ended: () => ended };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('frames of a service', () => {
  const lengths = [0, 1, 125, 126, 65535, 65536, 100_000];

  it.each(lengths)('with %i bytes pass unchanged, however they are cut', async (length) => {
    const bytes = Buffer.concat([frame(length), frame(3), frame(length)]);
    for (const size of [1, 7, 1000, bytes.length]) {
      if (size === 1 && length > 1000) continue;
      const { frames, out } = relay();
      for (let at = 0; at < bytes.length; at += size) frames.write(bytes.subarray(at, at + size));
      await settle();
      expect(out().equals(bytes)).toBe(true);
    }
  });

  it.each(lengths)('with %i bytes are followed by a close frame, never interrupted by one', async (length) => {
    const bytes = frame(length);
    for (const cut of [0, 1, 2, 3, 9, 10, 11, length, bytes.length - 1, bytes.length]) {
      const { frames, out, ended } = relay();
      const first = bytes.subarray(0, cut);
      if (first.length > 0) frames.write(first);
      frames.closeWith(4401);
      frames.closeWith(1001);
      frames.write(Buffer.concat([bytes.subarray(cut), frame(5)]));
      await settle();
      const whole = first.length > 0 ? bytes : Buffer.alloc(0);
      expect(out().equals(Buffer.concat([whole, close(4401)]))).toBe(true);
      expect(ended()).toBe(true);
    }
  });

  it('may be masked by mistake, and are told apart all the same', async () => {
    const { frames, out } = relay();
    const masked = Buffer.from([0x81, 0x80 | 2, 1, 2, 3, 4, 5, 6]);
    frames.write(masked.subarray(0, 5));
    frames.closeWith(1001);
    frames.write(masked.subarray(5));
    await settle();
    expect(out().equals(Buffer.concat([masked, close(1001)]))).toBe(true);
  });
});
