type Language = 'zh' | 'en';
type InBoth = Readonly<Record<Language, string>>;

/** The instructions of a prompt: words that may be put otherwise around parts that may not. */
export interface PromptText {
  /** Names each part, and `{{fence}}`, in double braces. */
  readonly template: InBoth;
  /** Our own text for the names in the template: what the reader of the answer and the gate depend on. */
  readonly parts: (language: Language) => Readonly<Record<string, string>>;
}

/** What an admin may put otherwise, in both languages. */
export interface Wording {
  /** Instead of the template. */
  readonly system?: InBoth | undefined;
  /** Stands before the rule about the fence. */
  readonly guidance?: InBoth | undefined;
}

const PLACE = /\{\{(\w+)\}\}/g;

/** The names in double braces, in their order. */
export const placesOf = (template: string): string[] => [...template.matchAll(PLACE)].map(([, name = '']) => name);

/** Every place that a template of this text must name, each once. */
export const placesWanted = ({ parts }: PromptText, language: Language): string[] => [
  ...Object.keys(parts(language)),
  'fence',
];

interface Filling {
  readonly language: Language;
  /** Of the fence of this call. */
  readonly rule: string;
  readonly wording: Wording | undefined;
}

/** The instructions as a model reads them. What fills a place is not looked at for places again. */
export function writeSystem(text: PromptText, { language, rule, wording }: Filling): string {
  const guidance = wording?.guidance?.[language];
  const filling: Readonly<Record<string, string>> = {
    ...text.parts(language),
    fence: guidance ? `${guidance}\n\n${rule}` : rule,
  };
  const template = wording?.system?.[language] ?? text.template[language];
  return template.replaceAll(PLACE, (place, name: string) => filling[name] ?? place);
}
