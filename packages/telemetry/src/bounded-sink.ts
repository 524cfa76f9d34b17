/** Bytes that may wait for a reader that is slow or has stopped. */
const mostWaiting = 1024 * 1024;

/** A stream that takes lines as long as their reader keeps up. */
export interface BoundedSink {
  /** False where the line was dropped. */
  readonly write: (line: string) => boolean;
  /** How many were dropped since it was asked last. */
  readonly takeDropped: () => number;
}

/**
 * Writes to a stream and never waits for it: a pipe that nobody reads holds up no request and fills no memory, a disk
 * that is full ends no process. What cannot be written is dropped and counted.
 */
export function boundedSink(stream: NodeJS.WritableStream): BoundedSink {
  let dropped = 0;
  stream.on('error', () => {
    dropped += 1;
  });
  const isFull = (): boolean => 'writableLength' in stream && Number(stream.writableLength) >= mostWaiting;
  return {
    write: (line) => {
      if (!stream.writable || isFull()) {
        dropped += 1;
        return false;
      }
      stream.write(`${line}\n`);
      return true;
    },
    takeDropped: () => {
      const count = isFull() ? 0 : dropped;
      dropped -= count;
      return count;
    },
  };
}
