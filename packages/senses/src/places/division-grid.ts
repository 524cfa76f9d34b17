import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import type { LatLon } from '@mojian/contracts/sensed';

/** The frame of a grid of cells, in degrees; rows count from the south, columns from the west. */
export interface GridFrame {
  readonly south: number;
  readonly west: number;
  readonly step: number;
  readonly rows: number;
  readonly columns: number;
  /** Stretches of equal cells in all rows. */
  readonly runs: number;
}

/** Reads the numbers of build/division-grid.mjs: seven bits a byte, the lowest first. */
const numbersOf = (bytes: Uint8Array): (() => number) => {
  let at = 0;
  return () => {
    for (let number = 0, shift = 0; ; shift += 7) {
      const byte = bytes[at] ?? 0;
      at += 1;
      number |= (byte & 127) << shift;
      if (byte < 128) return number;
    }
  };
};

/** Which division each cell of China belongs to, kept as runs: about 2 MB, found by a binary search in the row. */
export class DivisionGrid {
  private readonly divisions: Uint16Array;
  /** The column after the last of each run. */
  private readonly ends: Uint16Array;
  private readonly rowStarts: Uint32Array;

  constructor(
    private readonly frame: GridFrame,
    packed: Uint8Array,
  ) {
    this.divisions = new Uint16Array(frame.runs);
    this.ends = new Uint16Array(frame.runs);
    this.rowStarts = new Uint32Array(frame.rows + 1);
    this.unpack(brotliDecompressSync(packed));
  }

  private unpack(bytes: Uint8Array): void {
    const next = numbersOf(bytes);
    let run = 0;
    for (let row = 0; row < this.frame.rows; row += 1) {
      this.rowStarts[row] = run;
      for (let column = 0; column < this.frame.columns; run += 1) {
        this.divisions[run] = next();
        column += next();
        this.ends[run] = column;
      }
    }
    this.rowStarts[this.frame.rows] = run;
  }

  /** The division of the cell that a point is in, and those of its eight neighbours; 0 is not China. */
  around({ latitude, longitude }: LatLon): { readonly own: number; readonly near: readonly number[] } {
    const row = Math.floor((latitude - this.frame.south) / this.frame.step);
    const column = Math.floor((longitude - this.frame.west) / this.frame.step);
    const near = [-1, 0, 1].flatMap((up) => [-1, 0, 1].map((across) => this.cell(row + up, column + across)));
    return { own: this.cell(row, column), near: [...new Set(near)] };
  }

  private cell(row: number, column: number): number {
    if (row < 0 || row >= this.frame.rows || column < 0 || column >= this.frame.columns) return 0;
    let low = this.rowStarts[row] ?? 0;
    let high = (this.rowStarts[row + 1] ?? 0) - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.ends[middle] ?? 0) <= column) low = middle + 1;
      else high = middle;
    }
    return this.divisions[low] ?? 0;
  }
}

export const readDivisionGrid = (frame: GridFrame, file: URL): DivisionGrid =>
  new DivisionGrid(frame, readFileSync(file));
