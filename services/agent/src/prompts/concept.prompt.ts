import { parseReply } from '@mojian/ai-models/calling/parse-reply';
import type { Brief } from '@mojian/contracts/brief';
import { Concept } from '@mojian/contracts/card/concept';
import { moods } from '@mojian/contracts/mood';
import { scenes } from '@mojian/studio/scenes/list';
import { z } from 'zod';
import { definePrompt } from './define-prompt.js';
import { readEarlyTitle } from './early-title.js';
import { toldFacts } from './told-facts.js';

/** What a model decides of a concept; size and seed are ours. */
const Idea = Concept.pick({ title: true, mood: true, mood_reasons: true, scene: true, palette: true }).extend({
  scene: z.enum(scenes.map(({ name }) => name)),
  mood_reasons: z.array(z.string().min(1).max(60)).min(1).max(3),
  /** How the opening of the card could play; the page is made of it. */
  opening: z.string().min(1).max(200),
  /** For an image model, in English. */
  picture: z.string().min(20).max(900),
});
type Idea = z.output<typeof Idea>;
const schema = { name: 'concept', json: z.toJSONSchema(Idea) };

const sceneLines = scenes.map(({ name, title, prompt }) => `- ${name} (${title.zh}): ${prompt}`).join('\n');

const template = {
  zh: `你是「墨笺」的构思者。有人写了几句话，想寄给在意的人；你为这张会动的明信片定下一个画面和一种心情。

要求：
1. 先读懂写的人此刻的心情，再想画面。画面只用资料里有的时令、天气与地点，不编造事实。
2. 不说教，不算命，不给医疗或投资建议，不写口号。
3. title 不超过 12 个字，像一句轻声的话；mood 从这些里选：{{moods}}；mood_reasons 用一两句话告诉写的人为什么，例如「你写到了“想起”」。
4. scene 从下面的画面里选最贴切的一个；picture 用英文写给画师：竖幅 1080×2080，水墨或水粉，有一处小小的人间细节，上方三分之一留白给诗，不出现任何文字、印章、水印和人脸特写。
5. palette 是四个六位十六进制颜色：ground 是画面底色，ink 与它对比分明，accent 是一点亮色，paper 是信纸色。
6. opening 用一两句话说：收信人怎样一触就打开它。

画面：
{{scenes}}

{{fence}}
{{form}}`,
  en: `You have the idea for a Mojian card: someone wrote a few lines to a person they care about, and you choose one picture and one mood for a living postcard.

Rules:
1. Understand how the writer feels, then think of the picture. Use only the season, weather and place that the material states; invent no fact.
2. No preaching, no fortune telling, no medical or financial advice, no slogans.
3. title: at most 24 characters, a quiet phrase; mood: one of {{moods}}; mood_reasons: one or two short sentences that tell the writer why.
4. scene: the closest of the list below; picture: for a painter, in English: upright 1080 x 2080, ink wash or gouache, one small human detail, the upper third quiet for a poem, no lettering, seal, watermark or close-up of a face.
5. palette: four six-digit hex colours: ground of the picture, ink that stands out on it, accent, paper of the letter.
6. opening: in a sentence or two, how one touch of the reader opens it.

Scenes:
{{scenes}}

{{fence}}
{{form}}`,
};

const form = {
  zh: '只输出一个 JSON 对象，键为 title、mood、mood_reasons、scene、palette、opening、picture。',
  en: 'Answer with one JSON object with the keys title, mood, mood_reasons, scene, palette, opening, picture.',
};

/** The size is promised here, so that the page can be written before the picture exists. */
export const conceptPrompt = definePrompt<Brief, Idea>({
  name: 'concept',
  version: 1,
  template,
  parts: (language) => ({
    moods: moods.join(language === 'zh' ? '、' : ', '),
    scenes: sceneLines,
    form: form[language],
  }),
  ask: (brief, fence) => ({
    language: brief.language,
    messages: [
      {
        role: 'user',
        content: fence.data({
          words: brief.words,
          chosen_mood: brief.mood,
          style: brief.style,
          theme: brief.theme,
          facts: toldFacts(brief),
          made_lately: brief.recent.map(({ scene }) => scene),
        }),
      },
    ],
    schema,
    maxTokens: 800,
    temperature: 0.9,
  }),
  read: (reply) => parseReply(reply, Idea),
  glimpse: readEarlyTitle,
});
