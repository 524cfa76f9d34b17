import type { AnyProvider } from '../define-provider.js';

/** A model of a provider. */
export interface ModelChoice {
  readonly provider: string;
  /** As its provider calls it; may hold colons and slashes. */
  readonly model: string;
}

/** Models in the order in which they are asked; `studio` is what is made without any. */
export type ModelList = readonly (ModelChoice | 'studio')[];

/** What is asked of a model: words (plans, copy and pages alike) or pictures. */
export type ModelKind = 'text' | 'image';

export interface ModelListRules {
  readonly kind: ModelKind;
  readonly providers: readonly AnyProvider[];
  /** Variables as they were loaded, by name. */
  readonly env: Readonly<Record<string, unknown>>;
}

/** `problems` are sentences for the person who wrote the list. */
export type ModelListReading =
  | { readonly success: true; readonly list: ModelList }
  | { readonly success: false; readonly problems: readonly string[] };

/**
 * Reads `qwen:qwen-max,openai:gpt-4.1,studio`; blank means `studio` alone. A list is refused for an unknown provider, one
 * that does not do what is asked or whose variables are missing, a model named twice, and a `studio` that is not last.
 */
export function readModelList(text: string, rules: ModelListRules): ModelListReading {
  const names = text.trim() === '' ? ['studio'] : text.split(',').map((name) => name.trim());
  const problems = names.flatMap((name, i) => problemsOf(name, names, i, rules));
  // A provider that is named by several models lacks its variables once.
  if (problems.length > 0) return { success: false, problems: [...new Set(problems)] };
  return { success: true, list: names.map((name) => (name === 'studio' ? name : splitName(name))) };
}

/** Model names hold colons themselves (`llama3:8b`): only the first one divides. */
function splitName(name: string): ModelChoice {
  const colon = name.indexOf(':');
  return { provider: name.slice(0, Math.max(0, colon)), model: name.slice(colon + 1) };
}

function problemsOf(name: string, names: readonly string[], at: number, rules: ModelListRules): string[] {
  if (name === '') return ['two commas with nothing between them, or one at an end'];
  if (names.indexOf(name) < at) return [`${name} is named twice`];
  if (name === 'studio') return at === names.length - 1 ? [] : ['studio never fails, so nothing may follow it'];
  const { provider, model } = splitName(name);
  if (provider === '' || model === '') return [`${name} is not of the form provider:model`];
  const found = rules.providers.find((each) => each.name === provider);
  if (!found)
    return [`there is no provider ${provider}; there are ${rules.providers.map((each) => each.name).join(', ')}`];
  if (!found[rules.kind]) return [`${provider} has no models for ${rules.kind === 'text' ? 'text' : 'pictures'}`];
  return found.needs.filter((variable) => isMissing(rules.env[variable])).map((variable) => lack(found, variable));
}

const isMissing = (value: unknown): boolean =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

function lack({ name, env }: AnyProvider, variable: string): string {
  const purpose = env[variable]?.description;
  return `${name} needs ${variable}${purpose ? ` (${purpose})` : ''}`;
}
