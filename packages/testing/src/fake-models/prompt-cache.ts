/** Prompts that were read before: the beginning of the next one that is the same costs less. */
export class PromptCache {
  private readonly seen = new Set<string>();

  /** True when the same model had this text before; remembers it. */
  has(model: string, text: string): boolean {
    const entry = `${model}\n${text}`;
    const known = this.seen.has(entry);
    this.seen.add(entry);
    return known;
  }
}
