import { openCover } from './cover.js';
import { all, fitCanvas, root, type Sheet } from './page.js';
import { drawPicture } from './planes.js';

/** A side of the squares in which wiped places are counted, and how many of those the finger's width clears. */
const CELL = 24;
const CLEARED = 1.8;

/** Every `canvas[data-coat]` is covered with the image inside of it, which a finger wipes away; a third of it clear opens the card. */
export function startCoat(): void {
  for (const canvas of all<HTMLCanvasElement>('canvas[data-coat]')) {
    const sheet = fitCanvas(canvas);
    if (!sheet) continue;
    const { pen, size } = sheet;
    const cold = canvas.dataset.coat === 'frost';
    if (cold) frost(sheet);
    for (const image of all<HTMLImageElement>('img', canvas)) pen.drawImage(image, 0, 0, size.w, size.h);
    pen.shadowBlur = cold ? 16 : 3;
    wipeWithFinger(canvas, sheet);
  }
}

/** The picture as it is seen through a fogged pane: reduced to thirty pixels, and these drawn large. */
function frost({ pen, size: { w, h } }: Sheet): void {
  const small = document.createElement('canvas');
  const blur = small.getContext('2d');
  if (!blur) return;
  small.width = 30;
  small.height = (30 * h) / w;
  drawPicture(blur);
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(small, 0, 0, w, h);
}

function wipeWithFinger(canvas: HTMLCanvasElement, { pen, size }: Sheet): void {
  let from: PointerEvent | null = null;
  let moves = 0;
  const seen = new Set<string>();
  const wiped = (): void => openCover('with play');
  pen.globalCompositeOperation = 'destination-out';
  pen.lineWidth = Math.min(58, size.w / 5);
  pen.lineCap = 'round';
  pen.shadowColor = '#000';
  canvas.addEventListener('pointerdown', (event) => {
    from = event;
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener('pointerup', () => {
    from = null;
    // Whoever has looked through a first gap need not wipe the whole pane.
    if (moves > 2) setTimeout(wiped, 1000);
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!from) return;
    const [x, y] = [event.offsetX, event.offsetY];
    root.classList.add('mj-touched');
    pen.beginPath();
    pen.moveTo(from.offsetX, from.offsetY);
    pen.lineTo(x, y);
    pen.stroke();
    from = event;
    moves++;
    seen.add([x, y].map((at) => Math.floor(at / CELL)).join());
    if (seen.size * CLEARED * CELL * CELL > 0.34 * size.w * size.h) wiped();
  });
  // A wipe ends in a click as well; only a tap without movement opens at once.
  canvas.addEventListener('click', (event) => {
    if (moves > 2) event.stopPropagation();
    moves = 0;
  });
}
