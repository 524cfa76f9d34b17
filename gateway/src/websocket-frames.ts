import { Transform, type TransformCallback } from 'node:stream';

/** A frame that says nothing but that the connection ends, as a server sends it: unmasked, with the reason's number. */
const closeFrame = (code: number): Buffer => Buffer.from([0x88, 2, code >> 8, code & 0xff]);

const longestHead = 14;

/**
 * Passes a service's frames on unread, and knows where one ends: the one place where a close frame of ours may stand
 * without becoming part of theirs (RFC 6455, 5.4).
 */
export class FrameRelay extends Transform {
  private readonly head = Buffer.alloc(longestHead);
  private headRead = 0;
  private payloadLeft = 0;
  private closeCode: number | undefined;
  private hasClosed = false;

  /** Ends the stream by a close frame, at once or after the frame that is on its way; its `end` tells when. */
  closeWith(code: number): void {
    this.closeCode ??= code;
    if (this.isBetweenFrames) this.endWith(this.closeCode);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    if (this.hasClosed) {
      done();
      return;
    }
    let at = 0;
    while (at < chunk.length && !(this.closeCode !== undefined && this.isBetweenFrames)) at += this.advance(chunk, at);
    this.push(chunk.subarray(0, at));
    if (this.closeCode !== undefined && this.isBetweenFrames) this.endWith(this.closeCode);
    done();
  }

  private get isBetweenFrames(): boolean {
    return this.headRead === 0 && this.payloadLeft === 0;
  }

  private endWith(code: number): void {
    if (this.hasClosed) return;
    this.hasClosed = true;
    this.push(closeFrame(code));
    this.push(null);
  }

  /** Reads one byte of a head, or what there is of a payload; returns how much that was. */
  private advance(chunk: Buffer, at: number): number {
    if (this.payloadLeft > 0) {
      const length = Math.min(this.payloadLeft, chunk.length - at);
      this.payloadLeft -= length;
      return length;
    }
    this.head[this.headRead] = chunk[at] ?? 0;
    this.headRead += 1;
    if (this.headRead >= 2 && this.headRead === headLength(this.head)) {
      this.headRead = 0;
      this.payloadLeft = payloadLength(this.head);
    }
    return 1;
  }
}

const shortLength = (head: Buffer): number => head.readUInt8(1) & 0x7f;

function headLength(head: Buffer): number {
  const mask = head.readUInt8(1) & 0x80 ? 4 : 0;
  const length = shortLength(head);
  return 2 + mask + (length === 126 ? 2 : length === 127 ? 8 : 0);
}

function payloadLength(head: Buffer): number {
  const length = shortLength(head);
  if (length === 126) return head.readUInt16BE(2);
  return length === 127 ? Number(head.readBigUInt64BE(2)) : length;
}
