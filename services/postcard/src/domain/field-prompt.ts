import { toldText } from '@mojian/senses/told-text';

/**
 * Clients in the field compose a prompt of about 290 characters out of what they know and send it as the person's
 * words: a heading, bulleted facts (place, weather, time, feeling) and instructions to a model. It is recognised here so
 * that its facts are used and none of it is printed as somebody's own words.
 */
export interface FieldPrompt {
  /** What the person wrote themselves, if anything stands outside the form; else null. */
  readonly ownWords: string | null;
  readonly city: string | null;
  /** As the client has them, in its own coordinate system. */
  readonly position: { readonly latitude: number; readonly longitude: number } | null;
  readonly weather: string | null;
  /** The client's own word for the feeling: energetic, calm, thoughtful, happy, peaceful. */
  readonly emotion: string | null;
}

const HEADING = /^\s*(?:心象意境|心绪花开)\s*[-—–·:：]?\s*智能/;
const INSTRUCTION = /^\s*请(?:基于以上信息)?生成/;
const SECTION = /^\s*(?:环境感知|情绪分析)\s*[：:]\s*$/;
const BULLET = /^\s*[•·\-*]\s*([\u4e00-\u9fff]{2,8})\s*[：:]\s*(.*)$/;
const NUMBERED = /^\s*\d{1,2}[.、]/;
const BULLETS = new Set([
  '地理位置',
  '天气状况',
  '时间背景',
  '当地热点',
  '情绪类型',
  '情绪强度',
  '表达模式',
  '情感复杂度',
  '表达时长',
]);

/** Null when the words are somebody's own. */
export function readFieldPrompt(words: string): FieldPrompt | null {
  const lines = words.split(/\r?\n/);
  if (!lines.some((line) => HEADING.test(line)) || !lines.some((line) => INSTRUCTION.test(line))) return null;
  const facts = new Map<string, string>();
  for (const line of lines) {
    const [, name, value] = BULLET.exec(line) ?? [];
    const fact = toldText(value ?? null);
    if (name && fact !== null) facts.set(name, fact);
  }
  const [city, coordinates] = splitBracket(facts.get('地理位置'));
  return {
    ownWords: ownLines(lines).join('\n').trim() || null,
    city: city?.slice(0, 100) ?? null,
    position: readCoordinates(coordinates),
    weather: facts.get('天气状况')?.slice(0, 50) ?? null,
    emotion: splitBracket(facts.get('情绪类型'))[0],
  };
}

/** Everything that the form itself does not print; its numbered demands belong to the instruction above them. */
function ownLines(lines: readonly string[]): string[] {
  let instructed = false;
  return lines.filter((line) => {
    if (INSTRUCTION.test(line)) instructed = true;
    const known =
      HEADING.test(line) || SECTION.test(line) || INSTRUCTION.test(line) || BULLETS.has(BULLET.exec(line)?.[1] ?? '');
    return !known && !(instructed && NUMBERED.test(line));
  });
}

/** `杭州市（30.24, 120.15）` → both parts. */
function splitBracket(text: string | undefined): readonly [outer: string | null, inner: string | null] {
  const [, outer = '', inner = ''] = /^([^（(]*)(?:[（(]([^）)]*)[）)])?/.exec(text ?? '') ?? [];
  return [toldText(outer), toldText(inner)];
}

function readCoordinates(text: string | null): FieldPrompt['position'] {
  const [, one, two] = /^(-?\d{1,3}(?:\.\d+)?)\s*[,，]\s*(-?\d{1,3}(?:\.\d+)?)$/.exec(text ?? '') ?? [];
  if (one === undefined || two === undefined) return null;
  const latitude = Number(one);
  const longitude = Number(two);
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}

/** A sentence for a card whose sender wrote nothing: only what is known is in it. */
export function neutralWords({ city }: FieldPrompt, language: 'zh' | 'en'): string {
  if (language === 'en')
    return city ? `Drawn in ${city}, just as I feel right now.` : 'Drawn just as I feel right now.';
  return city ? `在${city}，把此刻的心情画下来，寄给你。` : '把此刻的心情画下来，寄给你。';
}
