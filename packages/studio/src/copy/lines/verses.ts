import { type Line, line } from '../line.js';

export interface Verse extends Line {
  readonly author: string;
  readonly work: string;
}

const verse = (text: string, author: string, work: string, tags: { moods: string; needs?: string }): Verse => ({
  ...line(text, tags.moods, tags.needs),
  author,
  work,
});

/** Public-domain verses, each compared with a corpus of the poets' works: text, author and title. */
export const versesZh: readonly Verse[] = [
  verse('行到水穷处，坐看云起时。', '王维', '终南别业', { moods: 'calm anxious angry' }),
  verse('回首向来萧瑟处，归去，也无风雨也无晴。', '苏轼', '定风波', { moods: 'calm sad anxious angry' }),
  verse('人生到处知何似，应似飞鸿踏雪泥。', '苏轼', '和子由渑池怀旧', { moods: 'calm lonely sad' }),
  verse('长风破浪会有时，直挂云帆济沧海。', '李白', '行路难', { moods: 'hope anxious angry' }),
  verse('会当凌绝顶，一览众山小。', '杜甫', '望岳', { moods: 'hope joy' }),
  verse('海内存知己，天涯若比邻。', '王勃', '杜少府之任蜀州', { moods: 'grateful longing lonely hope' }),
  verse('桃花潭水深千尺，不及汪伦送我情。', '李白', '赠汪伦', { moods: 'grateful joy' }),
  verse('此情可待成追忆，只是当时已惘然。', '李商隐', '锦瑟', { moods: 'sad love' }),
  verse('众里寻他千百度，蓦然回首，那人却在，灯火阑珊处。', '辛弃疾', '青玉案', { moods: 'love' }),
  verse('孤帆远影碧空尽，唯见长江天际流。', '李白', '黄鹤楼送孟浩然之广陵', { moods: 'lonely longing' }),
  verse('但愿人长久，千里共婵娟。', '苏轼', '水调歌头', { moods: 'longing love grateful' }),
  verse('明月松间照，清泉石上流。', '王维', '山居秋暝', { moods: 'calm' }),
  verse('春色满园关不住，一枝红杏出墙来。', '叶绍翁', '游园不值', { moods: 'joy hope' }),
  verse('飞流直下三千尺，疑是银河落九天。', '李白', '望庐山瀑布', { moods: 'joy' }),
  verse('好雨知时节，当春乃发生。', '杜甫', '春夜喜雨', { moods: 'hope joy calm', needs: 'sky:rain season:spring' }),
  verse('小楼一夜听春雨，深巷明朝卖杏花。', '陆游', '临安春雨初霁', {
    moods: 'calm lonely',
    needs: 'sky:rain season:spring',
  }),
  verse('水光潋滟晴方好，山色空濛雨亦奇。', '苏轼', '饮湖上初晴后雨', {
    moods: 'joy calm',
    needs: 'sky:rain kind:lake',
  }),
  verse('何当共剪西窗烛，却话巴山夜雨时。', '李商隐', '夜雨寄北', { moods: 'longing love lonely', needs: 'sky:rain' }),
  verse('君问归期未有期，巴山夜雨涨秋池。', '李商隐', '夜雨寄北', {
    moods: 'longing sad',
    needs: 'sky:rain season:autumn',
  }),
  verse('有约不来过夜半，闲敲棋子落灯花。', '赵师秀', '约客', { moods: 'lonely calm', needs: 'sky:rain' }),
  verse('一川烟草，满城风絮，梅子黄时雨。', '贺铸', '青玉案', {
    moods: 'sad longing',
    needs: 'sky:rain season:summer',
  }),
  verse('海上生明月，天涯共此时。', '张九龄', '望月怀远', { moods: 'longing love lonely', needs: 'moon' }),
  verse('露从今夜白，月是故乡明。', '杜甫', '月夜忆舍弟', { moods: 'longing', needs: 'season:autumn' }),
  verse('春江潮水连海平，海上明月共潮生。', '张若虚', '春江花月夜', {
    moods: 'calm love',
    needs: 'moon season:spring',
  }),
  verse('人闲桂花落，夜静春山空。', '王维', '鸟鸣涧', { moods: 'calm', needs: 'part:night' }),
  verse('东风夜放花千树，更吹落、星如雨。', '辛弃疾', '青玉案', { moods: 'joy', needs: 'part:night' }),
  verse('姑苏城外寒山寺，夜半钟声到客船。', '张继', '枫桥夜泊', { moods: 'lonely', needs: 'part:night' }),
  verse('晚来天欲雪，能饮一杯无？', '白居易', '问刘十九', {
    moods: 'love grateful longing joy',
    needs: 'season:winter',
  }),
  verse('忽如一夜春风来，千树万树梨花开。', '岑参', '白雪歌送武判官归京', { moods: 'joy hope', needs: 'sky:snow' }),
  verse('柴门闻犬吠，风雪夜归人。', '刘长卿', '逢雪宿芙蓉山主人', { moods: 'lonely longing calm', needs: 'sky:snow' }),
  verse('疏影横斜水清浅，暗香浮动月黄昏。', '林逋', '山园小梅', { moods: 'calm lonely', needs: 'season:winter' }),
  verse('等闲识得东风面，万紫千红总是春。', '朱熹', '春日', { moods: 'joy hope', needs: 'season:spring' }),
  verse('竹外桃花三两枝，春江水暖鸭先知。', '苏轼', '惠崇春江晚景', { moods: 'joy calm', needs: 'season:spring' }),
  verse('小荷才露尖尖角，早有蜻蜓立上头。', '杨万里', '小池', { moods: 'joy calm', needs: 'season:summer' }),
  verse('稻花香里说丰年，听取蛙声一片。', '辛弃疾', '西江月', { moods: 'joy', needs: 'season:summer part:night' }),
  verse('停车坐爱枫林晚，霜叶红于二月花。', '杜牧', '山行', { moods: 'joy love', needs: 'season:autumn' }),
  verse('落霞与孤鹜齐飞，秋水共长天一色。', '王勃', '滕王阁序', {
    moods: 'calm joy',
    needs: 'part:dusk season:autumn',
  }),
  verse('独在异乡为异客，每逢佳节倍思亲。', '王维', '九月九日忆山东兄弟', {
    moods: 'longing lonely',
    needs: 'festival:重阳节',
  }),
  verse('爆竹声中一岁除，春风送暖入屠苏。', '王安石', '元日', { moods: 'joy hope', needs: 'festival:春节' }),
  verse('清明时节雨纷纷，路上行人欲断魂。', '杜牧', '清明', { moods: 'sad longing', needs: 'sky:rain term:清明' }),
];

/** English verses, all by authors dead for more than a hundred years. */
export const versesEn: readonly Verse[] = [
  verse(
    '“Hope” is the thing with feathers / That perches in the soul',
    'Emily Dickinson',
    '“Hope” is the thing with feathers',
    { moods: 'hope sad anxious' },
  ),
  verse('If Winter comes, can Spring be far behind?', 'Percy Bysshe Shelley', 'Ode to the West Wind', {
    moods: 'hope angry sad anxious',
  }),
  verse('A thing of beauty is a joy for ever', 'John Keats', 'Endymion', { moods: 'joy calm' }),
  verse('I wandered lonely as a cloud', 'William Wordsworth', 'I Wandered Lonely as a Cloud', { moods: 'lonely calm' }),
  verse('For thy sweet love remember’d such wealth brings', 'William Shakespeare', 'Sonnet 29', {
    moods: 'love grateful longing',
  }),
];
