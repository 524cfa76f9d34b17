import type { Brief } from '@mojian/contracts/brief';

export const relations = ['lover', 'family', 'friend', 'teacher', 'colleague', 'self', 'child'] as const;
export type Relation = (typeof relations)[number];

/** Names that tell who somebody is, as one calls or addresses them. 宝贝 and 亲爱的 alone are said to too many. */
const NAMES: Readonly<Record<Relation, { zh: string; en: string }>> = {
  child: {
    zh: '(?:宝贝|乖)?(?:儿子|女儿|闺女)|孩子(?:们)?|小朋友(?:们)?|崽崽|孙子|孙女|外孙女?',
    en: 'my (?:son|daughter|child|kids?|boy|girl)|son|daughter|kiddo',
  },
  family: {
    zh: '(?:老|我|咱)?[妈爸娘爹]|妈妈|爸爸|妈咪|爸比|爸妈|爸爸妈妈|妈妈爸爸|父亲|母亲|爷爷|奶奶|外公|外婆|姥姥|姥爷|阿公|阿婆|阿嬷|[大二三小]?[哥姐弟妹]|哥哥|姐姐|弟弟|妹妹|姑姑|姑妈|舅舅|舅妈|姨妈|小姨|伯伯|家人(?:们)?|家里人|全家',
    en: '(?:mom|mum|mommy|mummy|mama|mother|dad|daddy|papa|father|grandma|grandpa|granny|nana|grandmother|grandfather|sis|sister|brother|auntie?|uncle)|mom and dad|mum and dad|my parents|my family',
  },
  lover: {
    zh: '老婆(?:大人)?|老公|媳妇儿?|男朋友|女朋友|男友|女友|爱人|我的爱|对象|未婚妻|未婚夫|妻子|丈夫|心上人|亲爱的(?:老婆|老公)',
    en: 'my love|sweetheart|honey|babe|my (?:wife|husband|girlfriend|boyfriend|fianc[eé]e?|darling)|wifey|hubby',
  },
  teacher: {
    zh: '.{0,4}(?:老师|导师|恩师|师父|教授|班主任)',
    en: 'my teacher|teacher|coach|prof(?:essor|\\.)?(?: .{1,20})?',
  },
  colleague: {
    zh: '.{0,4}(?:同事(?:们)?|领导|老板|经理|主管|组长)|[\\p{Script=Han}]总',
    en: 'my (?:colleagues?|boss|team|coworkers?)|colleagues?|boss|team',
  },
  friend: {
    zh: '(?:老|好|我的)?朋友(?:们)?|.{0,4}(?:闺蜜|室友|同桌|老同学|同学(?:们)?|死党|发小|战友|哥们儿?|姐妹们|兄弟(?:们)?)|老铁',
    en: 'my (?:best |dear |old )?friends?|(?:best |dear |old )?friends?|buddy|bestie|roomie|pal|mate',
  },
  self: {
    zh: '(?:给)?(?:我|未来的|以前的|过去的|小时候的|.{0,6}[年岁天月][后前]?的)?自己|.{1,6}[年岁][后前]?的我|未来的我|明天的我',
    en: 'myself|me|(?:to )?(?:my )?(?:future|past|younger|older) (?:self|me)',
  },
};

const MARK = '[，,。.！!？?：:；;、～~—…“”"（）()\\n]';
/** A blank parts Chinese words, but not the words of an English sentence. */
const EDGES = { zh: [`(?:^|\\s|${MARK})`, `(?:\\s|${MARK}|$)`], en: [`(?:^|${MARK})\\s*`, `\\s*(?:${MARK}|$)`] };
const DEAR = '(?:亲爱的|敬爱的|我的|最爱的|给|致|嗨|hi,? |hey,? |hello,? |dear |to |my dear )';

const patterns = relations.map((relation) => {
  const { zh, en } = NAMES[relation];
  const called = (names: string, [before, after]: readonly string[]) =>
    new RegExp(`${before}${DEAR}*(?:${names})${after}`, 'iu');
  return {
    relation,
    name: called(`${zh}|${en}`, ['^', '$']),
    addresses: [called(zh, EDGES.zh), called(en, EDGES.en)],
  };
});

/** Names that address somebody only as a recipient: in the words they stand for the writer or for anybody. */
const SPOKEN: ReadonlySet<Relation> = new Set(['child', 'family', 'lover', 'teacher', 'friend']);

/**
 * Who the card goes to, by the recipient's name, else by a name that stands alone in the person's words as one
 * addresses somebody (「妈妈，…」, not 「妈妈做的菜」). Null, which is common, when neither says so.
 */
export function readRelation({ recipient, words }: Pick<Brief, 'recipient' | 'words'>): Relation | null {
  const name = recipient?.trim() ?? '';
  const called = patterns.find((pattern) => pattern.name.test(name));
  if (called) return called.relation;
  const addressed = patterns.filter(
    (pattern) => SPOKEN.has(pattern.relation) && pattern.addresses.some((address) => address.test(words)),
  );
  return addressed.length === 1 ? (addressed[0]?.relation ?? null) : null;
}
