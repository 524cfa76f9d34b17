import { all, everyFrame, fitCanvas, still, told } from './page.js';

/** Moves the picture's planes against each other, by the finger and, left alone, by a slow breath. */
export function startPlanes(): void {
  const planes = all('.mj-plane').map((plane) => ({ style: plane.style, depth: told(plane, 'depth', 0) }));
  if (still || planes.length === 0) return;
  const aim = { x: 0, y: 0 };
  const at = { x: 0, y: 0 };
  addEventListener('pointermove', (event) => {
    aim.x = (event.clientX / innerWidth) * 2 - 1;
    aim.y = (event.clientY / innerHeight) * 2 - 1;
  });
  everyFrame((seconds) => {
    at.x += (aim.x + Math.sin(seconds / 3) * 0.3 - at.x) * 0.05;
    at.y += (aim.y - at.y) * 0.05;
    for (const { style, depth } of planes) {
      style.transform = `translate3d(${(-at.x * depth * 9).toFixed(1)}px,${(-at.y * depth * 6).toFixed(1)}px,0)`;
    }
  });
}

/** Draws the picture as it stands, or its farthest planes only, so that it covers the canvas. */
export function drawPicture(pen: CanvasRenderingContext2D, layers?: number): void {
  const [slot] = all('[data-picture]');
  if (!slot) return;
  const { width: w, height: h } = pen.canvas;
  const [sw, sh] = [slot.offsetWidth, slot.offsetHeight];
  const scale = Math.max(w / sw, h / sh);
  for (const plane of all('.mj-plane').slice(0, layers)) {
    const [image] = all<HTMLImageElement>('img', plane);
    if (!image?.naturalWidth) continue;
    const width = plane.offsetWidth;
    const height = (width * image.naturalHeight) / image.naturalWidth;
    const left = (w - sw * scale) / 2 + plane.offsetLeft * scale;
    // What matters in our pictures stands below the middle.
    const top = (h - sh * scale) * 0.62 + plane.offsetTop * scale;
    pen.drawImage(image, left, top, width * scale, height * scale);
  }
}

/** Fills every `canvas[data-picture-copy]`, e.g. the stamp; a number there is how many planes it shows. */
export function copyPicture(): void {
  for (const canvas of all<HTMLCanvasElement>('canvas[data-picture-copy]')) {
    const sheet = fitCanvas(canvas);
    sheet?.pen.resetTransform();
    if (sheet) drawPicture(sheet.pen, told(canvas, 'pictureCopy', 0) || undefined);
  }
}
