import { createCanvas, loadImage } from '@napi-rs/canvas';
import { PICTURE_HEIGHT, PICTURE_WIDTH } from '../scenes/define-scene.js';
import { type SceneName, sceneInfo } from '../scenes/list.js';
import { encodePainting } from './encode-painting.js';
import type { Painting } from './paint-spec.js';

/**
 * Somebody else's picture as a painting of ours: cut to the shape of a card about its middle, as its one and farthest
 * plane, with its text tone and edge colours measured. `scene` says where the poem stands. Takes what Skia decodes.
 */
export async function framePicture(bytes: Buffer, scene: SceneName): Promise<Painting> {
  const image = await loadImage(bytes);
  const full = createCanvas(PICTURE_WIDTH, PICTURE_HEIGHT);
  const context = full.getContext('2d');
  const scale = Math.max(PICTURE_WIDTH / image.width, PICTURE_HEIGHT / image.height);
  const [width, height] = [image.width * scale, image.height * scale];
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, (PICTURE_WIDTH - width) / 2, (PICTURE_HEIGHT - height) / 2, width, height);
  return encodePainting({ full, planes: [{ name: 'picture', canvas: full }] }, sceneInfo(scene), 'quick');
}
