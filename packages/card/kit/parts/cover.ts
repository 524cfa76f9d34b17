import { after, all, between, root, still } from './page.js';
import { drawPicture } from './planes.js';

/** Seconds from the touch to the picture, by the kind of cover. */
const SECONDS: Readonly<Record<string, number>> = { envelope: 1.9, window: 0.8, lantern: 1.4 };

/** Opens the card's cover, once; `at once` without its play. */
export function openCover(how: 'with play' | 'at once'): void {
  const [cover] = all('[data-cover]');
  if (!cover || !root.classList.contains('mj-sealed')) return;
  root.classList.replace('mj-sealed', 'mj-opening');
  const seconds = SECONDS[cover.dataset.cover ?? ''] ?? 0.6;
  after(how === 'at once' ? 0 : seconds, () => {
    root.classList.replace('mj-opening', 'mj-open');
    after(cover.dataset.cover === 'lantern' ? 8 : 1, () => cover.remove());
  });
}

/** The cover opens by a tap or a key on it, and by itself after `data-auto` seconds. */
export function startCover(): void {
  const [cover] = all('[data-cover]');
  if (!cover) {
    root.classList.add('mj-open');
    return;
  }
  root.classList.add('mj-sealed');
  const uncover = (): void => openCover('with play');
  cover.addEventListener('click', uncover);
  const pane = cover.querySelector('canvas');
  if (pane && cover.dataset.cover === 'window') frost(pane);
  setTimeout(uncover, Number(cover.dataset.auto ?? 5) * 1000);
}

/** Fogs a pane over the picture, which a finger wipes away; a third of it clear opens the card. */
function frost(pane: HTMLCanvasElement): void {
  const pen = pane.getContext('2d', { willReadFrequently: true });
  const small = document.createElement('canvas');
  const blur = small.getContext('2d');
  if (!pen || !blur) return;
  const [w, h] = [pane.clientWidth, pane.clientHeight];
  pane.width = w;
  pane.height = h;
  small.width = 30;
  small.height = Math.round((30 * h) / w);
  drawPicture(blur, small.width, small.height);
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(small, 0, 0, w, h);
  pen.fillStyle = 'rgba(226,233,246,.62)';
  pen.fillRect(0, 0, w, h);
  freckle(pen, w, h);
  wipeWithFinger(pane, pen);
}

function freckle(pen: CanvasRenderingContext2D, w: number, h: number): void {
  for (let index = 0; index < 1500; index++) {
    pen.fillStyle = `rgba(255,255,255,${between(0.1, 0.42).toFixed(2)})`;
    pen.beginPath();
    pen.arc(between(0, w), between(0, h), 0.3 + Math.random() ** 3 * 2.2, 0, 7);
    pen.fill();
  }
  pen.strokeStyle = '#fff';
  for (let index = 0; index < 26; index++) {
    const side = index % 4;
    const along = Math.random();
    const x = side < 2 ? along * w : side === 2 ? 0 : w;
    const y = side < 2 ? (side === 0 ? 0 : h) : along * h;
    const inward = [1.57, -1.57, 0, 3.14][side] ?? 0;
    fern(pen, { x, y, angle: inward + between(-0.45, 0.45), length: between(40, 120), depth: 2 });
  }
  pen.globalAlpha = 1;
}

function fern(
  pen: CanvasRenderingContext2D,
  at: { x: number; y: number; angle: number; length: number; depth: number },
): void {
  const { angle, length, depth } = at;
  let { x, y } = at;
  for (let index = 0; index < 6 && depth >= 0; index++) {
    pen.globalAlpha = 0.2 + 0.13 * depth;
    pen.lineWidth = 0.5 + depth * 0.4;
    pen.beginPath();
    pen.moveTo(x, y);
    x += (Math.cos(angle) * length) / 6;
    y += (Math.sin(angle) * length) / 6;
    pen.lineTo(x, y);
    pen.stroke();
    const twig = { x, y, length: length * 0.4 * (1 - index / 9), depth: depth - 1 };
    fern(pen, { ...twig, angle: angle - 0.95 });
    fern(pen, { ...twig, angle: angle + 0.95 });
  }
}

function wipeWithFinger(pane: HTMLCanvasElement, pen: CanvasRenderingContext2D): void {
  let from: { x: number; y: number } | null = null;
  let moves = 0;
  pane.addEventListener('pointerdown', (event) => {
    from = { x: event.offsetX, y: event.offsetY };
    pane.setPointerCapture(event.pointerId);
  });
  pane.addEventListener('pointerup', () => {
    from = null;
    // Whoever has looked through a first gap need not wipe the whole pane.
    if (moves > 2) setTimeout(() => openCover('with play'), 1500);
  });
  pane.addEventListener('pointermove', (event) => {
    if (!from) return;
    root.classList.add('mj-touched');
    pen.globalCompositeOperation = 'destination-out';
    pen.lineWidth = 58;
    pen.lineCap = 'round';
    pen.shadowColor = '#000';
    pen.shadowBlur = still ? 0 : 14;
    pen.beginPath();
    pen.moveTo(from.x, from.y);
    from = { x: event.offsetX, y: event.offsetY };
    pen.lineTo(from.x, from.y);
    pen.stroke();
    if (++moves % 10 === 0 && clearPart(pane, pen) > 0.3) openCover('with play');
  });
  // A wipe ends in a click as well; only a tap without movement opens at once.
  pane.addEventListener('click', (event) => {
    if (moves > 2) event.stopPropagation();
    moves = 0;
  });
}

/** How much of the pane is clear, from every 97th pixel. */
function clearPart(pane: HTMLCanvasElement, pen: CanvasRenderingContext2D): number {
  const { data } = pen.getImageData(0, 0, pane.width, pane.height);
  let [clear, seen] = [0, 0];
  for (let index = 3; index < data.length; index += 4 * 97) {
    seen++;
    if ((data[index] ?? 0) < 90) clear++;
  }
  return clear / seen;
}
