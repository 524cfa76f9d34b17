/** How somebody says that they mean to harm themselves. Written as `normaliseText` writes: no apostrophes. */
export interface CrisisPhrase {
  readonly phrase: string;
  /** What must follow, so that it means that and nothing else; anything may, unless told. */
  readonly followedBy?: RegExp;
  /** An everyday saying, by what follows. */
  readonly unlessFollowedBy?: RegExp;
  /** An everyday saying, by what the sentence has before it. */
  readonly unlessPrecededBy?: RegExp;
}

/** `想死你了` misses somebody and `想死海` is a journey: only the bare word is about dying. */
const bareDeath =
  /^(?:$|[^\p{L}\p{N}]|了(?:$|[^\p{L}\p{N}]|算|吧|之)|啊|吧|呀|算|掉|的心|的念头|的想法|的冲动|得(?!很|慌|紧|不行))/u;
const bareLife = /^(?:$|[^\p{L}\p{N}]|了|下去|着了|啦|啊)/u;
const hyperbole = /(?:尴尬|困|热|冷|饿|羞|丢脸|社死|无聊|撑|堵|挤|笑)(?:得|到|的)?我?都?$|[你您]$/;
/** `没有空调活不下去` is about the heat. */
const withoutIt = /没(?!有?(?:人|希望|意思|未来))了?有?.{1,8}$/;

/** Where or how somebody would rather not live. */
const elsewhere = /^ (?:in|with|like|here|there|by|under|far|next|near|together)\b/;

const plain = (phrases: string): CrisisPhrase[] => phrases.split('|').map((phrase) => ({ phrase }));

export const crisisPhrases: readonly CrisisPhrase[] = [
  ...plain('想自杀|要自杀|去自杀|打算自杀|准备自杀|计划自杀|自杀算了|自杀的念头|自杀的想法|自杀的冲动|试过自杀'),
  ...plain('想轻生|要轻生|轻生的念头|想自尽|割腕|一死了之|以死解脱|结束自己的生命|结束我的生命|结束这条命'),
  ...plain('了结自己|了断自己|了结我自己|活着没意思|活着没有意思|活着没意义|活着没有意义|活着真没意思'),
  ...plain('还不如死|我死了就好了|死了一了百了|死了就解脱|想永远睡过去|一睡不醒就好'),
  ...plain('离开这个世界吧|想离开这个世界|我要离开这个世界|想从世界上消失|想从这个世界消失|想从这个世界上消失'),
  ...plain('没有我大家会更好|没有我你们会更好|世界没有我会更好|写好了遗书|写完了遗书|在写遗书|我的遗书'),
  ...plain('想自残|又自残|在自残|想伤害自己|伤害我自己|吞安眠药|一整瓶安眠药'),
  { phrase: '死了算了', unlessPrecededBy: /(?:热|冷|困|饿|渴|累|笑|撑|吵|花|鱼|草|蚊子|[他她它])(?:都|就|也)?$/ },
  { phrase: '割自己', unlessFollowedBy: /^(?:的?手(?!腕|臂)|的?指)/ },
  { phrase: '不想再醒来', unlessPrecededBy: /梦.{0,6}$/ },
  { phrase: '想烧炭', unlessFollowedBy: /^(?:烤|取暖|煮|火)/ },
  { phrase: '想跳河', unlessFollowedBy: /^(?:里|边|游)/ },
  { phrase: '想死', followedBy: bareDeath, unlessPrecededBy: hyperbole },
  { phrase: '想去死', followedBy: bareDeath, unlessPrecededBy: hyperbole },
  { phrase: '让我去死', followedBy: bareDeath },
  { phrase: '不想活', followedBy: bareLife, unlessPrecededBy: /(?:你|您|你们)(?:是不是|真|怎么)?$/ },
  { phrase: '不想再活', followedBy: bareLife },
  { phrase: '活不下去', unlessPrecededBy: withoutIt },
  { phrase: '想跳楼', unlessFollowedBy: /^(?:价|机|大甩卖)/ },
  { phrase: '要跳楼', unlessFollowedBy: /^(?:价|机|大甩卖)/ },
  { phrase: '去跳楼', unlessFollowedBy: /^(?:价|机|大甩卖)/ },
  { phrase: '想上吊', unlessFollowedBy: /^(?:桥|床|车|塔|威亚|篮)/ },
  { phrase: '要上吊', unlessFollowedBy: /^(?:桥|床|车|塔|威亚|篮)/ },
  ...plain('end my life|ending my life|take my own life|taking my own life|i am suicidal|im suicidal|feel suicidal'),
  ...plain('feeling suicidal|commit suicide|my suicide note|better off dead|better off without me|no reason to live'),
  ...plain('nothing to live for|dont want to be alive|do not want to be alive'),
  ...plain('dont want to exist|hurt myself on purpose|want to hurt myself|harm myself|hang myself|unalive myself'),
  ...plain('never wake up again|dont want to wake up anymore|want to disappear forever|cutting myself again'),
  { phrase: 'kill myself', unlessFollowedBy: /^ (?:laughing|for forgetting)/ },
  { phrase: 'killing myself', unlessFollowedBy: /^ (?:laughing|to |over |for |at work)/ },
  {
    phrase: 'want to die',
    unlessFollowedBy: /^ (?:laughing|of |from |with you|happy|in your arms|beside |next to |old)/,
  },
  {
    phrase: 'wanna die',
    unlessFollowedBy: /^ (?:laughing|of |from |with you|happy|in your arms|beside |next to |old)/,
  },
  { phrase: 'wish i was dead' },
  { phrase: 'wish i were dead' },
  { phrase: 'dont want to live', unlessFollowedBy: elsewhere },
  { phrase: 'do not want to live', unlessFollowedBy: elsewhere },
];
