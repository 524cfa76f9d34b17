import type { InkPoint } from '@mojian/contracts/ink';
import { getStroke } from 'perfect-freehand';

const INK = '#22201d';
/** As wide as a small brush at this size of canvas, in CSS pixels. */
const BRUSH = { size: 13, thinning: 0.68, smoothing: 0.6, streamline: 0.42 };
/** Sampling a mouse: pressure 0.5 means that the device tells none. */
const NO_PRESSURE = 0.5;

/** A sheet that is drawn on with finger, pen or mouse, stroke by stroke. */
export class InkCanvas {
  private readonly strokes: InkPoint[][] = [];
  private current: InkPoint[] | null = null;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly onChange: () => void,
  ) {
    canvas.addEventListener('pointerdown', (event) => this.begin(event));
    canvas.addEventListener('pointermove', (event) => this.extend(event));
    canvas.addEventListener('pointerup', () => this.end());
    canvas.addEventListener('pointercancel', () => this.end());
    new ResizeObserver(() => this.fit()).observe(canvas);
  }

  get isEmpty(): boolean {
    return this.strokes.length === 0;
  }

  /** All points in drawing order, in the canvas's CSS pixels. */
  get trajectory(): InkPoint[] {
    return this.strokes.flat();
  }

  undo(): void {
    this.strokes.pop();
    this.changed();
  }

  clear(): void {
    this.strokes.length = 0;
    this.changed();
  }

  private begin(event: PointerEvent): void {
    event.preventDefault();
    this.canvas.setPointerCapture(event.pointerId);
    this.current = [this.pointOf(event)];
    this.strokes.push(this.current);
    this.changed();
  }

  private extend(event: PointerEvent): void {
    if (!this.current) return;
    const events = event.getCoalescedEvents();
    for (const sample of events.length > 0 ? events : [event]) this.current.push(this.pointOf(sample));
    this.paint();
  }

  private end(): void {
    this.current = null;
    this.changed();
  }

  private pointOf(event: PointerEvent): InkPoint {
    const box = this.canvas.getBoundingClientRect();
    return {
      x: Math.round((event.clientX - box.left) * 10) / 10,
      y: Math.round((event.clientY - box.top) * 10) / 10,
      time: Math.round(event.timeStamp),
      ...(event.pressure > 0 && event.pressure !== NO_PRESSURE && { pressure: event.pressure }),
    };
  }

  private changed(): void {
    this.paint();
    this.onChange();
  }

  private fit(): void {
    const scale = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(this.canvas.clientWidth * scale);
    this.canvas.height = Math.round(this.canvas.clientHeight * scale);
    this.paint();
  }

  private paint(): void {
    const context = this.canvas.getContext('2d');
    if (!context) return;
    const scale = window.devicePixelRatio || 1;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, this.canvas.clientWidth, this.canvas.clientHeight);
    context.fillStyle = INK;
    for (const stroke of this.strokes) context.fill(outlineOf(stroke, stroke === this.current));
  }
}

function outlineOf(stroke: readonly InkPoint[], isOpen: boolean): Path2D {
  const outline = getStroke(
    stroke.map(({ x, y, pressure }) => [x, y, pressure ?? NO_PRESSURE]),
    {
      ...BRUSH,
      simulatePressure: stroke.every(({ pressure }) => pressure === undefined),
      last: !isOpen,
      end: { taper: 36 },
    },
  );
  const path = new Path2D();
  for (const [x = 0, y = 0] of outline) path.lineTo(x, y);
  path.closePath();
  return path;
}
