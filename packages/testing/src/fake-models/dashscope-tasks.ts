import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { checkParameters, checkTurn, choicesOf, INSPECTION_FAILED } from './dashscope-images.js';
import type { Exchange } from './exchange.js';
import { isObject, type JsonObject, objectAt } from './json.js';
import { hugePicture } from './picture-answer.js';
import type { PlainScenario } from './scenario.js';
import type { Asked, Endpoint, Problem } from './vendor.js';
import { dashscopeError } from './vendor-errors.js';

type TaskEnd =
  | { readonly type: 'succeeds'; readonly urls: readonly string[] }
  | { readonly type: 'fails'; readonly code: string; readonly message: string }
  | { readonly type: 'never' }
  | { readonly type: 'resets' };

interface Task {
  readonly id: string;
  /** Of the account that may ask for it. */
  readonly key: string | null;
  readonly prompt: string;
  readonly form: 'results' | 'choices';
  readonly submittedAt: number;
  readonly ms: number;
  readonly end: TaskEnd;
  canceled: boolean;
}

/** Tasks that are made by a POST and asked for until they are done. */
export class DashscopeTasks {
  private readonly tasks = new Map<string, Task>();

  /** The one with a prompt, and the newer one with messages. */
  readonly endpoints: readonly Endpoint[] = [
    {
      path: '/services/aigc/text2image/image-synthesis',
      check: (body, headers) => checkAsync(headers) ?? checkPrompt(body) ?? checkParameters(body),
      answer: (asked, scenario) => this.create(asked, scenario, 'results'),
    },
    {
      path: '/services/aigc/image-generation/generation',
      check: (body, headers) => checkAsync(headers) ?? checkTurn(body) ?? checkParameters(body),
      answer: (asked, scenario) => this.create(asked, scenario, 'choices'),
    },
  ];

  /** GET /tasks/{id} and POST /tasks/{id}/cancel. */
  readonly lookUp = async (exchange: Exchange, path: string): Promise<boolean> => {
    const [, id, cancels] = /^\/tasks\/([^/]+)(\/cancel)?$/.exec(path) ?? [];
    if (id === undefined || exchange.call.method !== (cancels === undefined ? 'GET' : 'POST')) return false;
    const found = this.tasks.get(id);
    const task = found?.key === exchange.call.key ? found : undefined;
    if (cancels !== undefined) await cancel(exchange, task);
    else if (task?.end.type === 'resets') exchange.reset();
    else await exchange.json(200, { request_id: exchange.requestId, ...stateOf(task, id) });
    return true;
  };

  private async create(asked: Asked, scenario: PlainScenario, form: Task['form']): Promise<boolean> {
    const { exchange, body } = asked;
    const end = endOf(asked, scenario);
    if (end === null) return false;
    const task: Task = {
      id: randomUUID(),
      key: exchange.call.key,
      prompt: String(objectAt(body, 'input').prompt),
      form,
      submittedAt: Date.now(),
      ms: scenario.kind === 'image' ? (scenario.ms ?? 0) : 0,
      end,
      canceled: false,
    };
    this.tasks.set(task.id, task);
    const output = { task_status: 'PENDING', task_id: task.id };
    await exchange.json(200, { output, request_id: exchange.requestId });
    return true;
  }
}

function endOf({ exchange, publish }: Asked, scenario: PlainScenario): TaskEnd | null {
  switch (scenario.kind) {
    case 'image':
      return { type: 'succeeds', urls: [publish(scenario.bytes)] };
    case 'huge':
      return { type: 'succeeds', urls: [publish(hugePicture(scenario.bytes))] };
    case 'empty':
      return { type: 'succeeds', urls: [] };
    case 'refusal':
      return { type: 'fails', code: String(INSPECTION_FAILED.code), message: scenario.text };
    case 'status': {
      const error = dashscopeError({ status: scenario.status }, exchange.requestId);
      const { code, message } = isObject(error) ? error : {};
      return { type: 'fails', code: String(code), message: String(message) };
    }
    case 'stall':
      return { type: 'never' };
    case 'reset':
      return { type: 'resets' };
    case 'text':
    case 'html':
    case 'wrong-type':
      return null;
    default:
      return scenario satisfies never;
  }
}

const checkAsync = (headers: IncomingHttpHeaders): Problem | null =>
  headers['x-dashscope-async'] === 'enable'
    ? null
    : { status: 403, message: 'current user api does not support synchronous calls.' };

function checkPrompt(body: JsonObject): Problem | null {
  const { prompt } = objectAt(body, 'input');
  if (typeof prompt === 'string' && prompt.trim() !== '') return null;
  return { status: 400, code: 'BadRequest.EmptyInput', message: 'Required input parameter missing from request.' };
}

type Status = 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELED';

function statusOf({ canceled, end, ms, submittedAt }: Task): Status {
  if (canceled) return 'CANCELED';
  const past = Date.now() - submittedAt;
  if (past < ms / 4) return 'PENDING';
  if (past < ms || end.type === 'never') return 'RUNNING';
  return end.type === 'fails' ? 'FAILED' : 'SUCCEEDED';
}

/** As the vendor writes it: without a zone. */
const timeOf = (ms: number): string => new Date(ms).toISOString().replace('T', ' ').replace('Z', '');

function stateOf(task: Task | undefined, id: string): JsonObject {
  if (task === undefined) return { output: { task_id: id, task_status: 'UNKNOWN' } };
  const { submittedAt, ms, end } = task;
  const status = statusOf(task);
  const output = { task_id: id, task_status: status, submit_time: timeOf(submittedAt) };
  if (status === 'PENDING') return { output };
  const running = { ...output, scheduled_time: timeOf(submittedAt + ms / 4) };
  if (status === 'RUNNING' || status === 'CANCELED') return { output: running };
  const ended = { ...running, end_time: timeOf(submittedAt + ms) };
  if (end.type === 'succeeds') return { output: { ...ended, ...picturesOf(task, end.urls) }, ...usageOf(end.urls) };
  return { output: { ...ended, ...(end.type === 'fails' ? { code: end.code, message: end.message } : {}) } };
}

const usageOf = (urls: readonly string[]): JsonObject => ({ usage: { image_count: urls.length } });

function picturesOf({ form, prompt }: Task, urls: readonly string[]): JsonObject {
  if (form === 'choices') return { finished: true, choices: choicesOf(urls) };
  return {
    results: urls.map((url) => ({ orig_prompt: prompt, actual_prompt: prompt, url })),
    task_metrics: { TOTAL: 1, SUCCEEDED: urls.length, FAILED: 1 - urls.length },
  };
}

async function cancel(exchange: Exchange, task: Task | undefined): Promise<void> {
  const { requestId } = exchange;
  if (task !== undefined && statusOf(task) === 'PENDING') {
    task.canceled = true;
    return exchange.json(200, { request_id: requestId });
  }
  const message = 'Failed to cancel the task, please confirm if the task is in PENDING status.';
  return exchange.json(400, dashscopeError({ status: 400, code: 'UnsupportedOperation', message }, requestId));
}
