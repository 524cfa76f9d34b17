import { providerText } from '../remote/provider-text.js';

/** What a gentle topic is about. */
export const gentleCategories = ['sky', 'nature', 'animals', 'food', 'travel', 'arts'] as const;
type GentleCategory = (typeof gentleCategories)[number];

export interface GentleTopic {
  readonly title: string;
  readonly category: GentleCategory;
}

/** Characters; a title is one line on a card's back. */
const shortest = 4;
const longest = 24;

/** A topic is taken for what it says, and nothing else is: the first that fits is its category. */
const gentle: readonly (readonly [GentleCategory, RegExp])[] = [
  ['sky', /月亮|圆月|满月|月色|超级月亮|流星雨|星空|银河|彩虹|晚霞|朝霞|日出|日落|落日|极光|云海|夕阳/],
  [
    'nature',
    /初雪|第一场雪|雪景|赏雪|雾凇|秋色|秋天的|春天的|夏天的|冬天的|春日|秋日|红叶|银杏|枫叶|落叶|花海|花开|盛开|赏花|樱花|梅花|桃花|油菜花|桂花|荷花|菊花|海棠|牡丹|芦苇|麦田|稻田|油画般/,
  ],
  ['animals', /猫咪|小猫|猫猫|狗狗|小狗|大熊猫|熊猫|候鸟|小鸟|燕子|天鹅|白鹭|水獭|松鼠|小鹿|企鹅|萌宠|幼崽/],
  [
    'food',
    /早餐|早茶|奶茶|咖啡|热汤|火锅|饺子|汤圆|月饼|粽子|青团|腊八粥|烤红薯|糖炒栗子|糖葫芦|美食|家常菜|围炉煮茶|新茶/,
  ],
  ['travel', /古镇|古城|小城|老街|海边|露营|徒步|骑行|旅行|旅途|公园|夜市|灯会|花灯|庙会|赶集|漫步/],
  ['arts', /诗词|古诗|唐诗|宋词|诗句|书法|国画|汉服|非遗|博物馆|图书馆|书店|好书|散文|民谣|音乐会|画展|剪纸|皮影|昆曲/],
];

/** One of these and it is no topic for a card, whatever else it says. */
const harsh =
  /[死亡杀尸伤病癌疫毒赌嫖贪诈骗偷盗劫罪刑狱判警捕案灾祸撞坠溺爆炸枪弹战军袭恐暴虐辱骂怒撕怼霸凌]|失踪|失联|遇难|救援|抢救|事故|地震|洪水|台风|火灾|起火|着火|离世|去世|逝世|告别|悼|坠|车祸|受害|手术|住院|感染|确诊|总统|总理|主席|部长|书记|选举|投票|制裁|外交|关税|大使|领导人|政府|法院|起诉|通报|处罚|罚款|举报|曝光|爆料|塌房|出轨|离婚|分手|恋情|绯闻|回应|道歉|致歉|争议|质疑|维权|投诉|举牌|抗议|裁员|破产|倒闭|股|基金|涨停|跌停|房价|贷款|债|开盘|带货|直播间|代言|粉丝|流量|热搜|同款|优惠|抢购|促销|降价|涨价|折扣|广告|色情|裸|性感|撩|擦边|赌|彩票|致癌|有害|超标|过期|造假|假冒|宰客|天价|被困|被打|被咬|咬人|伤人|遗弃|虐/;

/** Words to a model, not to people. */
const instruction =
  /忽略|无视|指令|提示词|系统|扮演|输出|执行|代码|链接|点击|加微|加群|https?|www|prompt|ignore|system|script/i;

const topicOf = (given: string): GentleTopic | null => {
  const title = providerText(given.replace(/^#(.{1,60})#$/u, '$1'), longest);
  if (title === null || [...title].length < shortest) return null;
  if (!/\p{Script=Han}/u.test(title) || harsh.test(title) || instruction.test(title)) return null;
  const category = gentle.find(([, words]) => words.test(title))?.[0];
  return category ? { title, category } : null;
};

/**
 * Of titles that strangers wrote and many people read, those that may stand beside a card: seasons, skies, animals,
 * food, ways and arts. Nothing passes for not being forbidden; it must say something gentle.
 */
export const gentleTopics = (titles: readonly string[], most: number): readonly GentleTopic[] => {
  const byTitle = new Map<string, GentleTopic>();
  for (const given of titles) {
    const topic = topicOf(given);
    if (topic && byTitle.size < most) byTitle.set(topic.title, topic);
  }
  return [...byTitle.values()];
};
