import { createPostcard } from '@mojian/contracts/routes/postcard.routes';
import { getQuota } from '@mojian/contracts/routes/quota.routes';
import { ApiError } from '@mojian/sdk/api-error';
import { createClient } from '@mojian/sdk/create-client';
import { helpOf } from '@mojian/sdk/help-of';
import { element } from './element.js';
import { Finished } from './finished.js';
import { fillHelp } from './help.js';
import { InkCanvas } from './ink-canvas.js';
import { watchMaking } from './making.js';
import { Session } from './session.js';
import { Surroundings } from './surroundings.js';

const WEATHERS = ['晴', '多云', '小雨', '大雨', '雪', '雾', '风'];

/** The task under way, so that a reload goes on watching it. */
const TASK_KEY = 'mojian.task';

const views = ['compose', 'waiting', 'finished', 'help'] as const;
type View = (typeof views)[number];

const session = new Session();
const client = createClient({ createPostcard, getQuota }, session.settings);
const surroundings = new Surroundings();
const form = element('compose', HTMLFormElement);
const words = element('words', HTMLTextAreaElement);
const refusal = element('refusal', HTMLParagraphElement);
const ink = new InkCanvas(element('ink', HTMLCanvasElement), () => {
  element('ink-hint', HTMLParagraphElement).hidden = !ink.isEmpty;
  element('undo', HTMLButtonElement).disabled = ink.isEmpty;
  element('clear', HTMLButtonElement).disabled = ink.isEmpty;
});
const finished = new Finished(session, start);

function show(view: View): void {
  for (const name of views) element(name, HTMLElement).hidden = name !== view;
  window.scrollTo({ top: 0 });
}

function refuse(message: string): void {
  refusal.textContent = message;
  refusal.hidden = message === '';
}

const sentenceOf = (error: unknown): string => {
  if (error instanceof ApiError && error.status === 0) return '连不上服务，请看看网络再试';
  return error instanceof Error ? error.message : '出了点问题，请稍后再试';
};

/** Shows what today allows: a sheet to write on, or the card that is here already. */
async function start(): Promise<void> {
  refuse('');
  const quota = await session.authorised(() => client.getQuota({ params: { user_id: session.userId } }));
  element('quota', HTMLParagraphElement).textContent = quota.message;
  element('send', HTMLButtonElement).disabled = !quota.can_generate;
  if (quota.current_card_id) await finished.show(quota.current_card_id);
  show(quota.current_card_id ? 'finished' : 'compose');
  await finished.showGallery();
}

const chosenWeather = (): string | null =>
  element('weather', HTMLDivElement).querySelector('[aria-pressed=true]')?.textContent ?? null;

const written = (id: string): string | null => element(id, HTMLInputElement).value.trim() || null;

async function send(): Promise<void> {
  if (words.value.trim() === '') {
    refuse('先写一句话吧，它会原样寄出。');
    words.focus();
    return;
  }
  refuse('');
  element('send', HTMLButtonElement).disabled = true;
  try {
    const { task_id } = await session.authorised(() =>
      client.createPostcard({
        body: {
          user_input: words.value,
          drawing_data: ink.isEmpty ? null : { trajectory: ink.trajectory },
          recipient_name: written('recipient'),
          sender_name: written('sender'),
          context: { ...surroundings.position, coord_type: 'wgs84', weather: chosenWeather() },
        },
      }),
    );
    await finish(task_id);
  } catch (error) {
    tell(error);
    element('send', HTMLButtonElement).disabled = false;
  }
}

/** What was written stays in the form, whatever is shown. */
function tell(error: unknown): void {
  const help = helpOf(error);
  if (!help) {
    show('compose');
    refuse(sentenceOf(error));
    return;
  }
  fillHelp(help);
  show('help');
  element('help-title', HTMLHeadingElement).focus();
}

async function finish(taskId: string): Promise<void> {
  localStorage.setItem(TASK_KEY, taskId);
  show('waiting');
  const task = await session
    .authorised(() => watchMaking(taskId, session))
    .catch((error: unknown) => {
      // A network that is away says nothing about the task; an answer does.
      if (error instanceof ApiError && error.status !== 0) localStorage.removeItem(TASK_KEY);
      throw error;
    });
  localStorage.removeItem(TASK_KEY);
  if (task.status === 'failed' || !task.card_id) throw new Error(task.error_message ?? '这张没有做成，次数已退回。');
  form.reset();
  ink.clear();
  await start();
}

function offerWeathers(): void {
  const chips = WEATHERS.map((name) => {
    const chip = document.createElement('button');
    chip.type = 'button';
    chip.textContent = name;
    chip.setAttribute('aria-pressed', 'false');
    return chip;
  });
  for (const chip of chips) {
    chip.addEventListener('click', () => {
      const pressed = chip.getAttribute('aria-pressed') !== 'true';
      for (const other of chips) other.setAttribute('aria-pressed', String(other === chip && pressed));
    });
  }
  element('weather', HTMLDivElement).replaceChildren(...chips);
}

/** The brush's characters for what people write; the page stands without them. */
function loadBrush(): void {
  const href = document.documentElement.dataset.brush;
  if (href) document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href }));
}

loadBrush();
offerWeathers();
element('undo', HTMLButtonElement).addEventListener('click', () => ink.undo());
element('clear', HTMLButtonElement).addEventListener('click', () => ink.clear());
element('help-back', HTMLButtonElement).addEventListener('click', () => show('compose'));
element('recipient', HTMLInputElement).value = new URLSearchParams(location.search).get('to') ?? '';
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void send();
});
void surroundings.show();
/** Opens where the person left. */
async function resume(): Promise<void> {
  const taskId = localStorage.getItem(TASK_KEY);
  // A task that is not to be had any more, or failed meanwhile, is told on the sheet.
  const problem = taskId ? await finish(taskId).then(() => '', sentenceOf) : '';
  if (!taskId || problem) await start();
  refuse(problem);
}

session
  .start()
  .then(resume)
  .catch((error: unknown) => refuse(sentenceOf(error)));
