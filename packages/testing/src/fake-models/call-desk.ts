import type { IncomingMessage, ServerResponse } from 'node:http';
import { Exchange } from './exchange.js';
import { isObject, type JsonObject } from './json.js';
import { PictureFiles } from './picture-files.js';
import type { FakeCall, PlainScenario, Scenario } from './scenario.js';
import type { Asked, Endpoint, Problem, Vendor } from './vendor.js';
import { createVendors } from './vendors.js';
import { playWireFault } from './wire-fault.js';

// More than any vendor takes.
const MAX_BODY_BYTES = 32 * 1024 * 1024;
/** No vendor sends it. */
const UNSCRIPTED = 599;

interface Route {
  readonly vendor: Vendor;
  /** Below the vendor's prefix. */
  readonly path: string;
}

/** Takes requests, finds whom they are for, refuses what a real server refuses, and plays the script for the rest. */
export class CallDesk {
  readonly calls: FakeCall[] = [];
  readonly unscripted: string[] = [];
  private readonly vendors: readonly Vendor[] = createVendors();
  private readonly pictures: PictureFiles;
  private steps: Scenario[] = [];
  private rest: Scenario | null = null;

  constructor(origin: string) {
    this.pictures = new PictureFiles(origin);
  }

  readonly script = (...steps: readonly Scenario[]): void => void this.steps.push(...steps);

  readonly otherwise = (scenario: Scenario | null): void => {
    this.rest = scenario;
  };

  async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const exchange = new Exchange(request, response);
    this.calls.push(exchange.call);
    try {
      await this.answer(exchange, await readBody(request));
    } catch (error) {
      // Who went away needs no answer; anything else is the script's own mistake and must show.
      if (!exchange.gone) await this.complain(exchange, String(error));
    }
  }

  private async answer(exchange: Exchange, body: string): Promise<void> {
    const { path, method } = exchange.call;
    const content = parsed(body);
    const named = isObject(content) && typeof content.model === 'string' && content.model !== '' ? content.model : null;
    exchange.note({ key: keyOf(exchange, 'authorization'), body: content, model: named });
    if (this.pictures.isHere(path)) return this.pictures.serve(exchange);
    const route = routeOf(this.vendors, path);
    if (route === null) return exchange.json(404, { error: { message: `Invalid URL (${method} ${path})` } });
    const { vendor } = route;
    const key = keyOf(exchange, vendor.keyHeader);
    exchange.note({ key });
    if (key === null && vendor.keyHeader !== null) return refuse(exchange, vendor, vendor.noKey);
    if (await vendor.lookUp?.(exchange, route.path)) return;
    const endpoint = vendor.endpoints.find((each) => each.path === route.path);
    const problem = problemOf(exchange, { vendor, endpoint, content, named });
    if (problem !== null) return refuse(exchange, vendor, problem);
    if (endpoint === undefined || !isObject(content) || named === null) return;
    await this.play({ exchange, vendor, endpoint, content, model: named });
  }

  private async play(found: Found): Promise<void> {
    const { exchange, vendor, endpoint, content, model } = found;
    const scenario = this.next(exchange.call);
    if (scenario === null) return this.complain(exchange, 'not scripted');
    const asked: Asked = {
      exchange,
      vendor,
      model,
      body: content,
      publish: this.pictures.publish,
      errorBody: (problem) => vendor.errorBody(problem, exchange.requestId),
    };
    if (await playWireFault(asked, scenario)) return;
    if (!(await endpoint.answer(asked, scenario))) await this.complain(exchange, `no place for '${scenario.kind}'`);
  }

  private next(call: FakeCall): PlainScenario | null {
    let scenario = this.steps.shift() ?? this.rest;
    while (typeof scenario === 'function') scenario = scenario(call);
    return scenario;
  }

  private async complain(exchange: Exchange, why: string): Promise<void> {
    const { method, path, model } = exchange.call;
    this.unscripted.push(`${method} ${path} (${model ?? 'no model'}): ${why}`);
    await exchange.fail(UNSCRIPTED, why);
  }
}

interface Found {
  readonly exchange: Exchange;
  readonly vendor: Vendor;
  readonly endpoint: Endpoint;
  readonly content: JsonObject;
  readonly model: string;
}

interface Looked {
  readonly vendor: Vendor;
  readonly endpoint: Endpoint | undefined;
  readonly content: unknown;
  readonly named: string | null;
}

function problemOf({ call, headers }: Exchange, { vendor, endpoint, content, named }: Looked): Problem | null {
  if (endpoint === undefined) return { status: 404, message: `Invalid URL (${call.method} ${call.path})` };
  if (call.method !== 'POST') return { status: 405, message: 'Only POST requests are accepted.' };
  if (!headers['content-type']?.startsWith('application/json')) {
    return { status: 415, message: 'Unsupported Media Type: expected application/json.' };
  }
  if (!isObject(content)) return { status: 400, message: 'We could not parse the JSON body of your request.' };
  return named === null ? vendor.noModel : endpoint.check(content, headers);
}

const refuse = (exchange: Exchange, vendor: Vendor, problem: Problem): Promise<void> =>
  exchange.json(problem.status, vendor.errorBody(problem, exchange.requestId), vendor.headers(exchange.requestId));

function routeOf(vendors: readonly Vendor[], path: string): Route | null {
  for (const vendor of vendors) {
    const prefix = vendor.prefixes.find((each) => path.startsWith(`${each}/`));
    if (prefix !== undefined) return { vendor, path: path.slice(prefix.length) };
  }
  return null;
}

function keyOf({ headers }: Exchange, header: Vendor['keyHeader']): string | null {
  const value = headers[header ?? 'authorization'];
  if (typeof value !== 'string') return null;
  const key = header === 'x-api-key' ? value : (/^Bearer\s+(\S+)$/i.exec(value)?.[1] ?? '');
  return key === '' ? null : key;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new Error(`A request of more than ${MAX_BODY_BYTES} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(body: string): unknown {
  if (body === '') return null;
  try {
    const content: unknown = JSON.parse(body);
    return content;
  } catch {
    // It is looked at as it came.
    return body;
  }
}
