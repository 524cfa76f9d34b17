import type { Painter } from '@mojian/studio/paint/painter';

/** A painter that paints the same picture once: all openings of a scene show the same one. Keeps the last `most`. */
export function rememberPaintings(painter: Painter, most: number): Painter {
  const known = new Map<string, ReturnType<Painter['paint']>>();
  return {
    close: () => painter.close(),
    frame: (bytes, scene, options) => painter.frame(bytes, scene, options),
    paint: (spec, options) => {
      const key = JSON.stringify(spec);
      const painting = known.get(key) ?? painter.paint(spec, options);
      known.delete(key);
      known.set(key, painting);
      painting.catch(() => known.delete(key));
      for (const oldest of [...known.keys()].slice(0, -most)) known.delete(oldest);
      return painting;
    },
  };
}
