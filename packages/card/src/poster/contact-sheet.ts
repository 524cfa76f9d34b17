import { createCanvas, loadImage, type SKRSContext2D } from '@napi-rs/canvas';
import { registeredFont } from './registered-font.js';

/** One picture of a contact sheet, with up to three short lines below it. */
export interface SheetEntry {
  /** JPEG or PNG. */
  readonly picture: Buffer;
  readonly caption: readonly string[];
}

const cell = { width: 270, picture: 560, line: 20, gap: 18 };
const captionLines = 3;
const columns = 6;
const ground = '#2b2824';
const ink = '#e9e0d0';
const cellHeight = cell.picture + captionLines * cell.line + cell.gap;

/** Many cards on one picture (PNG), six in a row, so that an eye can compare them. */
export async function makeContactSheet(entries: readonly SheetEntry[]): Promise<Buffer> {
  const family = await registeredFont();
  const across = Math.max(1, Math.min(columns, entries.length));
  const rows = Math.max(1, Math.ceil(entries.length / columns));
  const canvas = createCanvas(across * (cell.width + cell.gap) + cell.gap, rows * (cellHeight + cell.gap) + cell.gap);
  const context = canvas.getContext('2d');
  context.fillStyle = ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.font = `15px "${family}"`;
  for (const [index, entry] of entries.entries()) {
    const x = cell.gap + (index % columns) * (cell.width + cell.gap);
    const y = cell.gap + Math.floor(index / columns) * (cellHeight + cell.gap);
    await drawEntry(context, entry, { x, y });
  }
  return canvas.encode('png');
}

async function drawEntry(
  context: SKRSContext2D,
  { picture, caption }: SheetEntry,
  { x, y }: { x: number; y: number },
): Promise<void> {
  const image = await loadImage(picture);
  const scale = Math.min(cell.width / image.width, cell.picture / image.height);
  context.drawImage(image, x, y, image.width * scale, image.height * scale);
  context.fillStyle = ink;
  for (const [line, text] of caption.slice(0, captionLines).entries()) {
    context.fillText(text, x, y + cell.picture + (line + 1) * cell.line, cell.width);
  }
}
