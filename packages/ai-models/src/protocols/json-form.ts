import { z } from 'zod';
import type { TextRequest } from '../text-model.js';

type Schema = NonNullable<TextRequest['schema']>;

/** Said to models that know of JSON but not of schemas; some refuse to write JSON unless the word falls. */
export const jsonInstruction = ({ json }: Schema): string =>
  `Answer with one JSON object that satisfies this JSON Schema, and with nothing else:\n${JSON.stringify(json)}`;

/** The system text with that instruction behind it, where the answer is to have a form. */
export const withInstruction = ({ system, schema }: TextRequest): string =>
  schema ? `${system}\n\n${jsonInstruction(schema)}` : system;

/** Keywords that OpenAI accepts in strict schemas; any other is refused with a 400. */
const strictKeywords = new Set([
  '$schema',
  'type',
  'title',
  'description',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'enum',
  'const',
  'anyOf',
]);

const Node = z.record(z.string(), z.unknown());
const Alternatives = z.array(z.unknown());
const ObjectNode = z.object({
  properties: z.record(z.string(), z.unknown()),
  required: z.array(z.string()),
  additionalProperties: z.literal(false),
});

/** Whether a model can be held to a schema word by word: known keywords only, no key that may be absent or unknown. */
export function isStrict(schema: unknown): boolean {
  const node = Node.safeParse(schema).data;
  if (!node || !Object.keys(node).every((keyword) => strictKeywords.has(keyword))) return false;
  const parts = [...(Alternatives.safeParse(node.anyOf).data ?? []), ...('items' in node ? [node.items] : [])];
  if (!parts.every(isStrict)) return false;
  if (node.type !== 'object') return true;
  const object = ObjectNode.safeParse(node).data;
  if (!object) return false;
  const { properties, required } = object;
  return Object.entries(properties).every(([key, value]) => required.includes(key) && isStrict(value));
}
