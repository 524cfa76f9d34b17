import type { Language } from '@mojian/contracts/dialect';

/** The visible label of GB 45438-2025: it must name AI and say that it made this. */
export const aiLabel = (language: Language): string =>
  ({ zh: '本卡片由 AI\u00a0生成', en: 'AI\u00a0生成 AI-made' })[language];
