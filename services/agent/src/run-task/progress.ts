import type { TaskProgress } from '@mojian/contracts/events';
import type { StageEvent } from '../pipeline/run-pipeline.js';
import { conceptStage } from '../pipeline/stages/concept.stage.js';
import { copyStage } from '../pipeline/stages/copy.stage.js';
import { imageStage } from '../pipeline/stages/image.stage.js';

/** Kept for the store of the result: the last per cent is the settling of the task. */
const BEFORE_SETTLED = 99;

interface Run {
  readonly taskId: string;
  readonly fence: number;
}

/** Follows the stages of one run and tells how far it is and what can be shown already. */
export class Progress {
  private seq = 0;
  private done = 0;
  private step = 'queued';
  private readonly preview: TaskProgress['preview'] = { title: null, lines: [], image: null };
  private readonly running = new Set<string>();

  constructor(private readonly run: Run) {}

  /** The event to publish when the title is known before the idea is complete. */
  titled(title: string): TaskProgress {
    this.preview.title = title;
    return this.event();
  }

  /** The event to publish after a change of a stage. */
  after({ stage, state, output }: StageEvent): TaskProgress {
    if (state === 'started') this.running.add(stage.name);
    else this.running.delete(stage.name);
    if (state === 'done' || state === 'resumed') {
      this.done += stage.share;
      this.show(stage.name, output);
    }
    this.step = [...this.running].at(-1) ?? this.step;
    return this.event();
  }

  private event(): TaskProgress {
    this.seq += 1;
    return {
      task_id: this.run.taskId,
      fence: this.run.fence,
      seq: this.seq,
      step: this.step,
      progress: Math.min(this.done, BEFORE_SETTLED),
      preview: { ...this.preview },
    };
  }

  private show(name: string, output: unknown): void {
    if (name === conceptStage.name) this.preview.title = conceptStage.output.parse(output).title;
    if (name === copyStage.name) this.preview.lines = copyStage.output.parse(output).headline;
    if (name === imageStage.name) {
      const { full } = imageStage.output.parse(output);
      this.preview.image = `${full.hash}.${full.ext}`;
    }
  }
}
