import type { IncomingHttpHeaders } from 'node:http';
import type { Exchange } from './exchange.js';
import type { JsonObject } from './json.js';
import type { PlainScenario } from './scenario.js';

/** What is wrong with a request, or what the vendor has to say instead of an answer. */
export interface Problem {
  readonly status: number;
  /** The vendor's usual sentence for the status unless told. */
  readonly message?: string;
  /** The field that it is about. */
  readonly param?: string;
  /** Where the vendor has one that the status does not tell. */
  readonly code?: string;
}

/** A request that was found well formed. */
export interface Asked {
  readonly exchange: Exchange;
  readonly vendor: Vendor;
  readonly model: string;
  readonly body: JsonObject;
  /** Makes the address of a picture that the fake serves. */
  readonly publish: (bytes: Buffer) => string;
  /** A body with the vendor's error. */
  readonly errorBody: (problem: Problem) => unknown;
}

/** One address of a vendor at which models are asked. */
export interface Endpoint {
  /** Below the vendor's prefix. */
  readonly path: string;
  /** What a real server refuses of the body and the headers; key and model were found. */
  readonly check: (body: JsonObject, headers: IncomingHttpHeaders) => Problem | null;
  /** Plays the scenario; false: it is none for this kind of model. */
  readonly answer: (asked: Asked, scenario: PlainScenario) => Promise<boolean>;
}

/** A vendor as its clients see it. */
export interface Vendor {
  readonly name: 'openai' | 'qwen' | 'dashscope' | 'deepseek' | 'siliconflow' | 'gemini' | 'anthropic' | 'keyless';
  /** Of its addresses, longest first where one begins another. */
  readonly prefixes: readonly string[];
  /** Header of the key; null where none is asked for. */
  readonly keyHeader: 'authorization' | 'x-api-key' | null;
  readonly endpoints: readonly Endpoint[];
  readonly noKey: Problem;
  readonly noModel: Problem;
  /** Answers what is asked about earlier calls; false: it knows no such address. */
  readonly lookUp?: (exchange: Exchange, path: string) => Promise<boolean>;
  readonly errorBody: (problem: Problem, requestId: string) => unknown;
  /** Headers of every answer. */
  readonly headers: (requestId: string) => Readonly<Record<string, string>>;
}
