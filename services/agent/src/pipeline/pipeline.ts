import type { AnyStage } from './define-stage.js';
import { codeStage } from './stages/code.stage.js';
import { conceptStage } from './stages/concept.stage.js';
import { copyStage } from './stages/copy.stage.js';
import { gateStage } from './stages/gate.stage.js';
import { imageStage } from './stages/image.stage.js';

/** The whole product: concept, then the picture beside (copy, then code), then assembled and checked. */
export const pipeline: readonly AnyStage[] = [conceptStage, imageStage, copyStage, codeStage, gateStage];
