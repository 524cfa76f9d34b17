import { all, everyFrame, still } from './page.js';

/** Moves the picture's planes against each other, by the finger and, left alone, by a slow breath. */
export function startPlanes(): void {
  const planes = all('.mj-plane').map((plane) => ({ style: plane.style, depth: Number(plane.dataset.depth) }));
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

/** Draws the picture as it stands into a canvas of any size, covering it. */
export function drawPicture(pen: CanvasRenderingContext2D, w: number, h: number): void {
  const slot = all('[data-picture]')[0];
  if (!slot) return;
  const [sw, sh] = [slot.offsetWidth, slot.offsetHeight];
  const scale = Math.max(w / sw, h / sh);
  for (const plane of all('.mj-plane')) {
    const image = plane.querySelector('img');
    if (!image?.naturalWidth) continue;
    const width = plane.offsetWidth;
    const height = (width * image.naturalHeight) / image.naturalWidth;
    const left = (w - sw * scale) / 2 + plane.offsetLeft * scale;
    // What matters in our pictures stands below the middle.
    const top = (h - sh * scale) * 0.62 + plane.offsetTop * scale;
    pen.drawImage(image, left, top, width * scale, height * scale);
  }
}

/** Fills every `canvas[data-picture-copy]`, e.g. the stamp. */
export function copyPicture(): void {
  for (const canvas of all<HTMLCanvasElement>('canvas[data-picture-copy]')) {
    const pen = canvas.getContext('2d');
    canvas.width = canvas.clientWidth * 2;
    canvas.height = canvas.clientHeight * 2;
    if (pen) drawPicture(pen, canvas.width, canvas.height);
  }
}
