import { parseReply } from '@mojian/ai-models/calling/parse-reply';
import { AppError } from '@mojian/contracts/app-error';
import type { Brief } from '@mojian/contracts/brief';
import type { Concept } from '@mojian/contracts/card/concept';
import { Copy } from '@mojian/contracts/card/copy';
import { checkWords } from '@mojian/safety/check-words';
import { z } from 'zod';
import { definePrompt } from './define-prompt.js';
import { toldFacts } from './told-facts.js';

export interface CopyInput {
  readonly brief: Brief;
  readonly concept: Concept;
}

const Sentence = z
  .string()
  .trim()
  .min(2)
  .max(160)
  .regex(/^[^<>{}[\]]*$/, 'holds no markup');

/** What a model writes of a card's words; the person's own, names and postmark are never its business. */
const OwnWords = z.object({
  title: Copy.shape.title,
  headline: z.array(z.string().trim().min(1).max(34)).min(2).max(4),
  opening: z.array(Sentence).min(1).max(2),
  closing: z.array(Sentence).min(1).max(2),
  seal: Copy.shape.seal,
});
type OwnWords = z.output<typeof OwnWords>;
const schema = { name: 'copy', json: z.toJSONSchema(OwnWords) };

const template = {
  zh: `你是「墨笺」的执笔人，为一张明信片写题画的诗和信里的两三句话。

要求：
1. headline 是竖排的诗，2 到 4 行，每行 3 到 7 个汉字，不押韵也可以，要具体、有画面、有人情味，不用套话。
2. opening 一两句，写此时此地，放在写信人的话之前；closing 一两句，放在后面。信的正文由写信人自己写好了，不要改写、引用或总结它。
3. 只写资料里有的事实：没有给出的地点、天气、节气、时间、数字一律不写。
4. 不说教，不算命，不给医疗或投资建议，不替写信人许诺。
5. title 不超过 12 个字；seal 是印章上的两个或四个字。

{{fence}}
{{form}}`,
  en: `You write for a Mojian postcard: the short poem on the picture and two or three sentences of the letter, as someone who thinks in English would.

Rules:
1. headline: the poem, 2 to 4 lines of at most 26 characters, concrete and warm, no rhyme needed, no cliche.
2. opening: one or two sentences on here and now, before the writer's own words; closing: one or two after them. The letter itself is written already: do not rewrite, quote or sum it up.
3. State only facts of the material: no place, weather, date or number that it does not give.
4. No preaching, no fortune telling, no medical or financial advice, no promises in the writer's name.
5. title: at most 24 characters; seal: one to four letters or Chinese characters.

{{fence}}
{{form}}`,
};

const form = {
  zh: '只输出一个 JSON 对象，键为 title、headline、opening、closing、seal。',
  en: 'Answer with one JSON object with the keys title, headline, opening, closing, seal.',
};

const longest = { zh: 10, en: 34 } as const;

/** Numbers that nobody gave are facts that nobody gave. */
function refuseInventedNumbers(words: OwnWords, brief: Brief): void {
  const known = JSON.stringify([toldFacts(brief), brief.words]);
  const numbers = [words.title, ...words.headline, ...words.opening, ...words.closing].join(' ').match(/\d+/g) ?? [];
  const invented = numbers.filter((number) => !known.includes(number));
  if (invented.length > 0)
    throw new AppError('MODEL_REPLY_INVALID', `these numbers are not in the material: ${invented.join(', ')}`);
}

/** What nobody may write on a card, a model may not either. */
function refuseUnfitWords({ title, headline, opening, closing, seal }: OwnWords): void {
  const unfit = checkWords([title, ...headline, ...opening, ...closing, seal].join('\n'));
  if (unfit) throw new AppError('MODEL_REPLY_INVALID', `these words are not fit for a card (${unfit.category})`);
}

export const copyPrompt = definePrompt<CopyInput, OwnWords>({
  name: 'copy',
  version: 1,
  template,
  parts: (language) => ({ form: form[language] }),
  ask: ({ brief, concept }, fence) => ({
    language: brief.language,
    messages: [
      {
        role: 'user',
        content: fence.data({
          letter: brief.words,
          to: brief.recipient,
          from: brief.sender,
          style: brief.style,
          theme: brief.theme,
          idea: { title: concept.title, mood: concept.mood, picture: concept.picture.prompt },
          facts: toldFacts(brief),
          written_lately: brief.recent.flatMap(({ lines }) => lines),
        }),
      },
    ],
    schema,
    maxTokens: 600,
    temperature: 1,
  }),
  read: (reply, { brief }) => {
    const words = parseReply(reply, OwnWords);
    const long = words.headline.filter((line) => [...line].length > longest[brief.language]);
    if (long.length > 0)
      throw new AppError('MODEL_REPLY_INVALID', `these lines of the headline are too long: ${long.join(' / ')}`);
    refuseInventedNumbers(words, brief);
    refuseUnfitWords(words);
    return words;
  },
});
