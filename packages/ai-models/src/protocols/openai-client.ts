import OpenAI from 'openai';
import { type Bounds, boundedFetch } from './bounded-fetch.js';
import type { Endpoint } from './endpoint.js';

/** The official client, held to our bounds: it neither retries, nor logs, nor looks for settings by itself. */
export const openAiClient = (endpoint: Endpoint, bounds: Bounds): OpenAI =>
  new OpenAI({
    baseURL: endpoint.baseUrl,
    apiKey: endpoint.key || 'none',
    ...(endpoint.key === '' && { defaultHeaders: { authorization: null } }),
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    // Our own patience ends first.
    timeout: bounds.patience.firstByteMs + bounds.patience.silenceMs + 60_000,
    logLevel: 'off',
    fetch: boundedFetch(endpoint, bounds),
  });
