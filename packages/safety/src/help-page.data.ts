import type { Language } from '@mojian/contracts/dialect';
import type { HelpPage } from '@mojian/contracts/help-page';

/**
 * 12356 is China's national psychological aid line since 2025-05-01 (National Health Commission, notice of 2024-12-25;
 * each local line answers at least 18 hours a day, so no hours are promised here). 120 and 110 are ambulance and police.
 */
export const helpPages: Readonly<Record<Language, HelpPage>> = {
  zh: {
    title: '先不急着写卡片',
    lines: [
      '读到你写的话，有点担心你。此刻一定很难，你不必一个人扛着。',
      '可以打一个电话，说什么都行，也可以只是让人陪着听一会儿。',
      '如果已经受伤，或者就要伤害自己，请马上打 120 或 110，或请身边的人陪你去最近的急诊。',
    ],
    contacts: [
      { name: '全国统一心理援助热线', number: '12356' },
      { name: '急救', number: '120' },
      { name: '报警求助', number: '110' },
    ],
    closing: '你的话没有寄出，也没有用掉次数。等好一些，再来写。',
  },
  en: {
    title: 'The card can wait',
    lines: [
      'What you wrote makes us worry about you. This must be very hard, and you do not have to carry it alone.',
      'You can call and say anything at all, or only have somebody listen for a while.',
      'If you are hurt or about to hurt yourself, call an ambulance or the police now, or ask somebody near you to go with you to the nearest emergency room.',
    ],
    contacts: [
      { name: 'Psychological aid line (China)', number: '12356' },
      { name: 'Ambulance (China)', number: '120' },
      { name: 'Police (China)', number: '110' },
    ],
    closing:
      'Outside of China, findahelpline.com lists lines by country. Your words were not sent, and nothing was charged. Come back and write when it is a little better.',
  },
};
