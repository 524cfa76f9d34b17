import { aigcLabel } from '@mojian/card/labels/aigc-label';
import { labelImage } from '@mojian/card/labels/label-image';
import { AppError } from '@mojian/contracts/app-error';
import type { Brief } from '@mojian/contracts/brief';
import { type Concept } from '@mojian/contracts/card/concept';
import { MadeBy } from '@mojian/contracts/card/made-by';
import { Picture } from '@mojian/contracts/card/picture';
import type { Painting, PaintSpec } from '@mojian/studio/paint/paint-spec';
import { sceneNames } from '@mojian/studio/scenes/list';
import { defineStage } from '../define-stage.js';
import type { StageContext } from '../stage-context.js';
import { conceptStage } from './concept.stage.js';

/** A model's picture where one is chosen; the studio paints else. */
export const imageStage = defineStage({
  name: 'image',
  version: 2,
  needs: { concept: conceptStage },
  output: Picture.extend({ made: MadeBy }),
  timeoutMs: 120_000,
  share: 40,
  run: async (context, { concept }) => {
    const { brief, models, painter, taskId, signal } = context;
    const spec = paintSpec(brief, concept);
    const { value, made } = await models.paint(concept, { taskId, signal, language: brief.language });
    const painting = value ? await painter.frame(value, spec.scene, { signal }) : await painter.paint(spec, { signal });
    return { ...(await storePicture(context, painting)), made };
  },
});

function paintSpec({ ink, sensed }: Brief, concept: Concept): PaintSpec {
  const scene = sceneNames.find((name) => name === concept.scene);
  if (!scene) throw new AppError('STAGE_OUTPUT_INVALID', `the concept names an unknown scene: ${concept.scene}`);
  const { almanac, weather } = sensed;
  return {
    scene,
    seed: concept.seed,
    ink,
    partOfDay: almanac.part_of_day,
    season: almanac.season,
    sky: weather.sky,
    moon: almanac.moon,
    palette: concept.palette,
  };
}

/** Every file carries the label of its own task before it leaves the stage. */
async function storePicture({ storage, taskId, labelProducer }: StageContext, painting: Painting): Promise<Picture> {
  const label = aigcLabel({ producer: labelProducer, produceId: taskId });
  const [full, ...planes] = await Promise.all([
    storage.put(labelImage(painting.full, label), 'jpg'),
    ...painting.planes.map(({ webp }) => storage.put(labelImage(webp, label), 'webp')),
  ]);
  const { width, height, bleed, text } = painting;
  return {
    width,
    height,
    bleed,
    text,
    full,
    planes: painting.planes.flatMap(({ name, x, y, width: planeWidth, depth }, index) => {
      const file = planes[index];
      return file ? [{ name, file, x, y, width: planeWidth, depth }] : [];
    }),
  };
}
