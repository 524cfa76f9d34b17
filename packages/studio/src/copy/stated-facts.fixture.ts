import type { Fact } from '../plan/read-facts.js';

/** Words that state something of here and now, and the facts of which each alone bears them out. */
export const statements: readonly { readonly words: RegExp; readonly facts: readonly Fact[] }[] = [
  { words: /(?<!谷)雨(?!水)|伞|\brain/i, facts: ['sky:rain', 'term:雨水'] },
  { words: /雨水/, facts: ['term:雨水'] },
  { words: /(?<![小大])雪|\bsnow/i, facts: ['sky:snow'] },
  { words: /雾|\bfog/i, facts: ['sky:fog'] },
  { words: /云|阴着|\bclouds?\b|\bgr[ea]y (?:outside|lid)/i, facts: ['sky:cloudy'] },
  { words: /起风|风大|风这么大|风在赶路|风从|\bwind\b|\bwindy\b/i, facts: ['sky:wind'] },
  {
    words: /晴|阳光|日头|太阳(?!下班)|天很蓝|\bsky is\b|\bclear (?:day|sky)|\bbright day/i,
    facts: ['sky:clear', 'sky:cloudy', 'sky:rain'],
  },
  { words: /月亮|月光|月色|\bmoon\b/i, facts: ['moon', 'full-moon', 'festival:中秋节'] },
  { words: /月亮圆|月圆|月亮很圆|\bfull moon/i, facts: ['full-moon', 'festival:中秋节'] },
  { words: /星星|星河/, facts: ['sky:clear', 'festival:七夕节'] },
  { words: /春天|春日|\bspring\b/i, facts: ['season:spring', 'season:winter', 'term:谷雨'] },
  { words: /夏天|\bsummer\b/i, facts: ['season:summer'] },
  { words: /秋天|秋意|秋高|入了秋|(?<!Mid-)\bautumn\b/i, facts: ['season:autumn', 'term:霜降'] },
  { words: /冬天|\bwinter\b/i, facts: ['season:winter'] },
  { words: /清晨|早安|天亮了|天刚亮|天刚刚亮|\bgood morning\b|\bfirst light\b/i, facts: ['part:dawn', 'part:day'] },
  { words: /黄昏|傍晚|夕阳|\bdusk\b|\bevening\b/i, facts: ['part:dusk', 'festival:平安夜'] },
  {
    words: /夜深|夜里|今晚|晚安|今夜|\bgood night\b|\bdeep night\b/i,
    facts: ['part:night', 'part:dusk', 'moon', 'full-moon', 'festival:除夕', 'festival:元宵节', 'festival:平安夜'],
  },
  { words: /湖|\blake\b/i, facts: ['kind:lake'] },
  { words: /江(?!湖)|河(?!汉)|\briver\b/i, facts: ['kind:river', 'kind:lake', 'festival:七夕节', 'festival:国庆节'] },
  { words: /大海|海边|(?<!人)海(?=那么|就|在|，)|\bsea\b/i, facts: ['kind:sea'] },
  { words: /(?<!江)山(?!长|水|高|河|重)|\bmountains?\b/i, facts: ['kind:mountain'] },
  { words: /车站|站台|\bstation\b|\bplatform\b/i, facts: ['kind:station'] },
  { words: /草原/, facts: ['kind:grassland'] },
  { words: /寺|\btemple\b/i, facts: ['kind:temple'] },
  { words: /公园|\bpark\b/i, facts: ['kind:park'] },
  { words: /校园|操场|\bcampus\b/i, facts: ['kind:campus'] },
  { words: /老街|巷子/, facts: ['kind:oldtown'] },
  { words: /村子|村口/, facts: ['kind:village'] },
  { words: /中秋|月饼|Mid-Autumn/, facts: ['festival:中秋节'] },
  { words: /拜年|拜个年|新春|年夜/, facts: ['festival:春节', 'festival:除夕'] },
  { words: /元宵|花灯|汤圆/, facts: ['festival:元宵节'] },
  { words: /端午|粽/, facts: ['festival:端午节'] },
  { words: /七夕|鹊桥/, facts: ['festival:七夕节'] },
  { words: /圣诞|Christmas/, facts: ['festival:圣诞节', 'festival:平安夜'] },
  { words: /重阳/, facts: ['festival:重阳节'] },
  { words: /老师|学生|讲台|桃李/, facts: ['relation:teacher'] },
  { words: /妈妈|爸爸|母亲|父亲/, facts: ['relation:family'] },
  { words: /桂花|荷花|梅花|樱花|枫叶|蝉鸣|萤火/, facts: [] },
];

/** What no line may speak of: fortunes, cures, money, sermons, and what hurts. */
export const forbidden =
  /运势|星座|命中注定|算命|桃花运|财运|转运|保佑|前世|来世|治愈|药|病|医|焦虑症|抑郁|股|投资|理财|发财|赚钱|你必须|你应该|一定要|务必|正能量|成功|人生就是|自杀|死|\b(?:horoscope|destiny|fate|fortune|cure|heal|medicine|doctor|invest|profit|you must|you should|dead|die|kill)\b/i;
