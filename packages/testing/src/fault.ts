/** Seen from the client of the proxied server. */
export type Direction = 'up' | 'down';

/** What is wrong with the network; what is left out is well. */
export interface Fault {
  /**
   * `swallow`: bytes vanish and nothing is told; connections that lost some stay dead after the fault (half-open).
   * `hold`: bytes come when the fault is over, as after a short partition. `reset`: every connection is answered with
   * a RST, and those that are open get one. `refuse`: nobody listens.
   */
  readonly mode?: 'swallow' | 'hold' | 'reset' | 'refuse';
  /** The mode or the slowness concerns this direction alone. */
  readonly only?: Direction;
  /** Added to each way. */
  readonly latencyMs?: number;
  /** At most so much more, at random; order is kept. */
  readonly jitterMs?: number;
  readonly bytesPerSecond?: number;
  /** 0 to 1: of what the client sends, each chunk meets a RST instead. */
  readonly resetChance?: number;
}

/** A place in the stream of a connection at which it is cut, once. */
export interface Cut {
  readonly direction: Direction;
  /** Texts that must have passed on this connection, in this order; the chunk with the last one still passes. */
  readonly after?: readonly string[];
  /** Or: so many bytes of this direction have passed. */
  readonly bytes?: number;
}

export interface PlannedCut extends Cut {
  readonly fired: () => void;
}
