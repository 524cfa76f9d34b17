import type { Mood } from '@mojian/contracts/mood';

/** Drawn feelings, by mood: emoji and kaomoji; each counts as a weak word. */
export const moodSigns: Readonly<Record<Mood, RegExp>> = {
  joy: /[\u{1F600}-\u{1F606}\u{1F60A}\u{1F60B}\u{1F601}\u{1F923}\u{1F973}\u{1F929}\u{1F389}\u{1F38A}]|\(\^[_▽ω]?\^\)|:-?[)D]/gu,
  love: /[\u{1F60D}\u{1F970}\u{1F618}\u{1F617}\u{1F48B}-\u{1F49F}\u{1F9E1}\u{1FA75}\u{1FAF6}\u{1F90D}\u{1F90E}\u{1F339}\u2764\u2665]|<3/gu,
  longing: /[\u{1F97A}\u{1F4EE}\u{1F54A}]/gu,
  sad: /[\u{1F622}\u{1F62D}\u{1F61E}\u{1F614}\u{1F494}\u{1F625}\u{1F63F}]|T_T|QAQ|:-?\(/gu,
  lonely: /[\u{1F342}\u{1F636}]/gu,
  anxious: /[\u{1F630}\u{1F628}\u{1F631}\u{1F62B}\u{1F616}\u{1F613}]/gu,
  angry: /[\u{1F620}\u{1F621}\u{1F624}\u{1F92C}\u{1F4A2}]/gu,
  calm: /[\u{1F375}\u{1F9D8}\u{1F60C}\u{1F343}]/gu,
  grateful: /[\u{1F64F}\u{1F64C}]/gu,
  hope: /[\u{1F331}\u{1F4AA}\u{1F91E}\u{1F305}\u{1F308}]/gu,
};

/** How a mood is called, for people. */
export const moodNames: Readonly<Record<Mood, { zh: string; en: string }>> = {
  calm: { zh: '平静', en: 'calm' },
  joy: { zh: '欢喜', en: 'joy' },
  hope: { zh: '期待', en: 'hope' },
  longing: { zh: '想念', en: 'longing' },
  sad: { zh: '难过', en: 'sadness' },
  anxious: { zh: '不安', en: 'unease' },
  angry: { zh: '生气', en: 'anger' },
  grateful: { zh: '感谢', en: 'gratitude' },
  love: { zh: '爱意', en: 'love' },
  lonely: { zh: '孤单', en: 'loneliness' },
};
