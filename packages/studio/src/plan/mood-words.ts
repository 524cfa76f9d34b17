import type { Mood } from '@mojian/contracts/mood';

/**
 * Words that tell a feeling, by mood. The longest match wins, and each stretch of text counts once. A word with `~` is
 * said of many things and tells little by itself.
 */
export const moodWords: Readonly<Record<Mood, { zh: string; en: string }>> = {
  joy: {
    zh: '开心 高兴 快乐 幸福 喜欢~ 太好了 升职 录取 上岸 中奖 哈哈 嘻嘻 美滋滋 欢喜 绝绝子 yyds 真美~ 好美~ 好看~ 庆祝 生日快乐 喜乐 第一次 会叫爸爸 会叫妈妈 赢了 顺利 终于见到 晚霞~ 放假 甜~',
    en: 'happy|glad|joy|joyful|delighted|wonderful|great news|celebrate|birthday|laughing|fun~|excited|yay|sunny|won|beautiful~',
  },
  love: {
    zh: '爱你 爱上 我爱 亲爱的 心动 表白 在一起 陪着我~ 陪我~ 牵手 拥抱 嫁给 娶 520 情人 纪念日 喜欢你',
    en: 'love you|in love|my love|darling|kiss|hug|anniversary|marry|sweetheart|beloved|i love',
  },
  longing: {
    zh: '想你 想念 思念 想家 想起 好久不见 什么时候回来 异地 远方 妈妈做的 回家 老家 故乡 见字如面 惦记 梦见 挂念 忘不了 来看我 盼你 念你 有人可想 想着你 想我 等你~ 想你们',
    en: 'miss you|missing|miss|homesick|i miss|far away|long time no see|come home|thinking of you|remember|wish you were here|hometown',
  },
  sad: {
    zh: '难过 伤心 哭 走了~ 去世 离开~ 空落落 失恋 分手 失去 破防 emo 遗憾 心碎 睡不着 失眠 委屈 告别 不想说话 累~ 疲惫 好难 撑不住 崩溃',
    en: 'sad|cry|crying|tears|broke up|heartbroken|lost|passed away|gone|grief|tired|exhausted|goodbye|hurts|sorry',
  },
  lonely: {
    zh: '孤独 寂寞 孤单 一个人 没人 没有人 空荡荡 独自 冷清',
    en: 'lonely|alone|by myself|nobody|no one|empty room|solitude',
  },
  anxious: {
    zh: '焦虑 紧张 担心 害怕 考试~ 面试~ 压力 不安 慌 迷茫 熬夜 忐忑 来不及',
    en: 'anxious|nervous|worried|worry|afraid|scared|exam|interview|pressure|deadline|stress|stressed|uneasy',
  },
  angry: {
    zh: '气死 生气 烦死 好烦 讨厌 愤怒 又坏了 火大 受够了 凭什么',
    en: 'angry|furious|annoyed|hate|fed up|mad at|unfair|so rude',
  },
  calm: {
    zh: '平静 安静 宁静 慢慢 散步~ 喝茶~ 发呆 还行 就这样 晒太阳 听雨 看云 放松 自在',
    en: 'calm|quiet|peaceful|peace|slowly|walk~|tea~|relax|relaxed|rest~|breathe',
  },
  grateful: {
    zh: '谢谢 感谢 感恩 多亏 辛苦了 祝你 祝福 平安 保重',
    en: 'thank you|thanks|grateful|thankful|bless|appreciate|take care',
  },
  hope: {
    zh: '加油 希望 期待 明天会 重新开始 出发~ 努力~ 梦想 未来 一定会 会好的',
    en: 'hope|hopeful|look forward|looking forward|dream|tomorrow~|new start|begin again|someday|soon~|will be fine',
  },
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
