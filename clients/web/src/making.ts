import type { TaskState } from '@mojian/contracts/routes/postcard.routes';
import { followTask } from '@mojian/sdk/follow-task';
import { element } from './element.js';
import type { Session } from './session.js';

const STAGES = [
  ['concept', '立意'],
  ['copy', '落字'],
  ['image', '作画'],
  ['code', '装裱'],
  ['gate', '查验'],
] as const;

/** Follows a task to its end and shows what is there already: title, then words, then picture. */
export async function watchMaking(taskId: string, session: Session): Promise<TaskState> {
  const stages = element('stages', HTMLOListElement);
  stages.replaceChildren(...STAGES.map(([name, label]) => stageItem(name, label)));
  let last: TaskState | undefined;
  for await (const state of followTask(taskId, session.settings)) {
    show(state, stages);
    last = state;
  }
  if (!last) throw new Error('the task ended without a state');
  return last;
}

function stageItem(name: string, label: string): HTMLLIElement {
  const item = document.createElement('li');
  item.dataset.stage = name;
  item.textContent = label;
  return item;
}

function show(state: TaskState, stages: HTMLOListElement): void {
  const { step, progress, preview } = state;
  const done = doneStages(state);
  element('bar', HTMLDivElement).style.width = `${Math.max(progress, 4)}%`;
  for (const item of stages.querySelectorAll('li')) {
    item.classList.toggle('now', item.dataset.stage === step);
    item.classList.toggle('done', done.has(item.dataset.stage ?? ''));
  }
  element('preview-title', HTMLParagraphElement).textContent = preview.title ?? '正在研墨…';
  element('preview-lines', HTMLDivElement).replaceChildren(...preview.lines.map(column));
  const image = element('preview-image', HTMLImageElement);
  if (preview.image_url && image.src !== preview.image_url) {
    image.src = preview.image_url;
    image.hidden = false;
  }
}

/** By what is there to be seen: picture and words are made side by side. */
function doneStages({ preview, step, status }: TaskState): ReadonlySet<string> {
  if (status === 'completed') return new Set(STAGES.map(([name]) => name));
  const seen: readonly (readonly [string, boolean])[] = [
    ['concept', preview.title !== null],
    ['copy', preview.lines.length > 0],
    ['image', preview.image_url !== null],
    ['code', step === 'gate'],
  ];
  return new Set(seen.filter(([, isThere]) => isThere).map(([name]) => name));
}

function column(line: string): HTMLSpanElement {
  const span = document.createElement('span');
  span.textContent = line;
  return span;
}
