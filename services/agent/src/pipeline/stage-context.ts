import type { Gate } from '@mojian/card/gate/inspect-page';
import type { CutFonts } from '@mojian/card/type/font-cutter';
import type { Brief } from '@mojian/contracts/brief';
import type { ObjectStorage } from '@mojian/storage/object-storage';
import type { Painter } from '@mojian/studio/paint/painter';
import type { GateVisit } from '../data/delivery.repository.js';
import type { StageModels } from '../models/stage-models.js';

/** What every stage is given besides the outputs it needs. */
export interface StageContext {
  readonly taskId: string;
  readonly brief: Brief;
  /** Ends with the stage's time-out, the task's deadline or the worker's shutdown: whatever waits must heed it. */
  readonly signal: AbortSignal;
  /** Whom a stage asks before the studio. */
  readonly models: StageModels;
  readonly painter: Painter;
  readonly gate: Gate;
  readonly cutFonts: CutFonts;
  /** Writes down what the gate said of a page. */
  readonly noteVisit: (visit: GateVisit) => Promise<void>;
  /** Told the card's title while the idea is still being written; the idea that stands in the end may bring another. */
  readonly onTitle?: ((title: string) => void) | undefined;
  readonly storage: ObjectStorage;
  /** Code of the producer in the AIGC label. */
  readonly labelProducer: string;
}
