import type { z } from 'zod';

export interface EnvSection {
  readonly title: string;
  readonly schema: z.ZodObject;
}

/**
 * The text of `env.example`: each variable once, in the first section that names it, with its description and its
 * default. A variable without a description is refused.
 */
export function renderEnvExample(sections: readonly EnvSection[]): string {
  const seen = new Set<string>();
  const blocks = sections.map(({ title, schema }) => {
    const fresh = Object.entries(schema.shape).filter(([name]) => !seen.has(name));
    for (const [name] of fresh) seen.add(name);
    return fresh.length === 0
      ? ''
      : [`# == ${title} ==`, ...fresh.map(([name, field]) => entry(name, field))].join('\n\n');
  });
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function entry(name: string, field: z.core.$ZodType & z.ZodType): string {
  if (!field.description) throw new Error(`${name} has no description`);
  // What a field makes of nothing is its default; a field that refuses nothing is required.
  const absent = field.safeParse(undefined);
  const fallback = absent.success && ['string', 'number', 'boolean'].includes(typeof absent.data) ? absent.data : '';
  const need = absent.success ? '' : ' (required)';
  return `# ${field.description}${need}\n${name}=${String(fallback)}`;
}
