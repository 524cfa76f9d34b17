import { createCanvas, loadImage, type SKRSContext2D } from '@napi-rs/canvas';
import sharp from 'sharp';
import type { AigcLabel } from '../labels/aigc-label.js';
import { labelImage } from '../labels/label-image.js';
import { registeredFont } from './registered-font.js';

interface PosterInput {
  /** The opened card, in device pixels, any format that sharp reads. */
  readonly screenshot: Buffer;
  readonly title: string;
  /** Date, place, term: whatever was sensed, in one line; empty when nothing was. */
  readonly line: string;
  readonly label: AigcLabel;
}

/** A chat shows larger files late or not at all. */
const maxBytes = 250 * 1024;

/** Words of the visible label; GB 45438-2025 asks for AI and 生成, with glyphs of 5 % of the short side or more. */
const visibleLabel = 'AI 生成 · 墨笺';
const labelShare = 0.05;

const paper = {
  ground: '#f6f0e2',
  fibre: 'rgba(120, 92, 52, 0.05)',
  ink: '#33291f',
  faint: '#8b7760',
  seal: '#a8321f',
};
const width = 750;
const maxPictureHeight = 1_500;
const margin = 30;
const footerHeight = 210;
const corner = 14;

/**
 * The share picture, JPEG of at most 250 KB: the opened card mounted on paper, below it title and line, in the corner
 * the visible AI label; the machine-readable one is in the file.
 */
export async function makePoster({ screenshot, title, line, label }: PosterInput): Promise<Buffer> {
  const family = await registeredFont();
  const inner = width - 2 * margin;
  const picture = await sharp(screenshot).resize({ width: inner }).png().toBuffer({ resolveWithObject: true });
  const pictureHeight = Math.min(picture.info.height, maxPictureHeight);
  const height = margin + pictureHeight + footerHeight;
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  drawPaper(context, height);
  drawMounted(context, await loadImage(picture.data), pictureHeight);
  drawFooter(context, { title, line, family, top: margin + pictureHeight });
  return labelImage(await encode(canvas.data(), height), label);
}

/** Warm paper with a few long fibres, always the same ones: a poster is made of its inputs alone. */
function drawPaper(context: SKRSContext2D, height: number): void {
  context.fillStyle = paper.ground;
  context.fillRect(0, 0, width, height);
  context.strokeStyle = paper.fibre;
  for (let index = 0; index < 240; index += 1) {
    const x = (index * 397) % width;
    const y = (index * 733) % height;
    context.beginPath();
    context.moveTo(x, y);
    context.quadraticCurveTo(x + 18, y + ((index * 7) % 11) - 5, x + 30 + (index % 23), y + ((index * 5) % 9) - 4);
    context.stroke();
  }
}

type Picture = Awaited<ReturnType<typeof loadImage>>;

function drawMounted(context: SKRSContext2D, picture: Picture, height: number): void {
  const inner = width - 2 * margin;
  context.save();
  context.shadowColor = 'rgba(70, 48, 20, 0.28)';
  context.shadowBlur = 22;
  context.shadowOffsetY = 8;
  context.fillStyle = paper.ground;
  context.beginPath();
  context.roundRect(margin, margin, inner, height, corner);
  context.fill();
  context.restore();
  context.save();
  context.beginPath();
  context.roundRect(margin, margin, inner, height, corner);
  context.clip();
  context.drawImage(picture, margin, margin - (picture.height - height) / 2);
  context.restore();
}

interface Footer {
  readonly title: string;
  readonly line: string;
  readonly family: string;
  readonly top: number;
}

function drawFooter(context: SKRSContext2D, { title, line, family, top }: Footer): void {
  context.textBaseline = 'alphabetic';
  context.fillStyle = paper.seal;
  context.fillRect(margin + 4, top + 42, 6, 44);
  context.fillStyle = paper.ink;
  context.font = `42px "${family}"`;
  context.fillText(fitted(context, title, width - 2 * margin - 30), margin + 26, top + 80);
  context.font = `26px "${family}"`;
  context.fillStyle = paper.faint;
  context.fillText(fitted(context, line, width - 2 * margin - 30), margin + 26, top + 126);
  context.textAlign = 'right';
  context.fillStyle = paper.ink;
  context.font = `${Math.ceil(width * labelShare)}px "${family}"`;
  context.fillText(visibleLabel, width - margin, top + footerHeight - 30);
  context.textAlign = 'left';
}

/** The text, cut with an ellipsis where it is wider than its place. */
function fitted(context: SKRSContext2D, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text;
  const glyphs = [...text];
  while (glyphs.length > 1 && context.measureText(`${glyphs.join('')}…`).width > room) glyphs.pop();
  return `${glyphs.join('')}…`;
}

async function encode(pixels: Buffer, height: number): Promise<Buffer> {
  const image = sharp(pixels, { raw: { width, height, channels: 4 } }).removeAlpha();
  for (const quality of [84, 74, 64, 52]) {
    const jpeg = await image.clone().jpeg({ quality, mozjpeg: true }).toBuffer();
    if (jpeg.length <= maxBytes - 4_096) return jpeg;
  }
  return image.jpeg({ quality: 38, mozjpeg: true }).toBuffer();
}
