const shortest = 32;
/** 32 random bytes in any usual notation have more different characters than this, always. */
const fewestDifferent = 10;

/** What samples and placeholders say of themselves. In 43 random characters none of these is ever seen. */
const samples =
  /change[-_ ]?(?:me|this|in)|your[-_ ]|replace[-_ ]|example|sample|placeholder|secret[-_ ]?key|password|default/i;

/** Why a secret must not sign anything, as a sentence for whoever set it; undefined where it may. */
export function weaknessOf(secret: string): string | undefined {
  if (secret.length < shortest) return `must have at least ${shortest} characters`;
  if (new Set(secret).size < fewestDifferent) return `must have at least ${fewestDifferent} different characters`;
  if (samples.test(secret)) return 'is a sample value: generate one, for example with openssl rand -base64 32';
  return undefined;
}
