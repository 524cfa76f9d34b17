import type { UserBrief } from '@mojian/contracts/brief';
import { Mood } from '@mojian/contracts/mood';
import type { CreatePostcard } from '@mojian/contracts/routes/postcard.routes';
import { toWgs84 } from '@mojian/senses/coordinates';
import { toldText } from '@mojian/senses/told-text';
import { type FieldPrompt, neutralWords, readFieldPrompt } from './field-prompt.js';

/** Other names that clients send for a mood: the words of our own pickers, and those of clients in the field. */
const moodNames: Readonly<Record<string, Mood>> = {
  平静: 'calm',
  安静: 'calm',
  宁静: 'calm',
  peaceful: 'calm',
  开心: 'joy',
  快乐: 'joy',
  喜悦: 'joy',
  愉悦: 'joy',
  happy: 'joy',
  joyful: 'joy',
  energetic: 'joy',
  希望: 'hope',
  期待: 'hope',
  思念: 'longing',
  想念: 'longing',
  难过: 'sad',
  悲伤: 'sad',
  焦虑: 'anxious',
  不安: 'anxious',
  生气: 'angry',
  愤怒: 'angry',
  感谢: 'grateful',
  感恩: 'grateful',
  爱: 'love',
  喜欢: 'love',
  孤独: 'lonely',
  孤单: 'lonely',
};

function readMood(text: string | null): Mood | null {
  const name = text?.trim().toLowerCase() ?? '';
  const mood = Mood.safeParse(name);
  return mood.success ? mood.data : Object.hasOwn(moodNames, name) ? (moodNames[name] ?? null) : null;
}

/** Without marks that turn the direction of writing: they would swallow what we write beside the name. */
const nameOf = (name: string | null): string | null => name?.replace(/\p{Bidi_Control}/gu, '').trim() || null;

/** What the pipeline is told of a create: the person's words verbatim, coordinates in WGS-84, nothing that nobody said. */
export function toUserBrief(body: CreatePostcard, language: 'zh' | 'en', writtenAt: Date): UserBrief {
  const prompt = readFieldPrompt(body.user_input);
  return {
    words: prompt ? (prompt.ownWords ?? neutralWords(prompt, language)) : body.user_input,
    language,
    // Beside a composed prompt stand names of its own form, which say nothing to anybody.
    style: prompt ? null : body.style,
    theme: prompt ? null : body.theme,
    mood: readMood(body.mood) ?? readMood(prompt?.emotion ?? null),
    ink: body.drawing_data?.trajectory ?? [],
    recipient: nameOf(body.recipient_name),
    sender: nameOf(body.sender_name),
    position: positionOf(body, prompt),
    told: {
      location: toldText(body.context?.location ?? null),
      city: toldText(body.context?.city ?? null) ?? prompt?.city ?? null,
      weather: toldText(body.context?.weather ?? null) ?? prompt?.weather ?? null,
    },
    written_at: writtenAt.toISOString(),
  };
}

function positionOf({ context }: CreatePostcard, prompt: FieldPrompt | null): UserBrief['position'] {
  const { latitude, longitude } = context ?? {};
  if (typeof latitude === 'number' && typeof longitude === 'number') {
    return toWgs84({ latitude, longitude, coord_type: context?.coord_type ?? 'gcj02' });
  }
  return prompt?.position ? toWgs84({ ...prompt.position, coord_type: 'gcj02' }) : null;
}
