import { verse } from '../../verse.js';

/** Verses of summer. */
export const summerZh = [
  verse('荷风送香气，竹露滴清响。', '孟浩然《夏日南亭怀辛大》', 'calm', 'season:summer part:night'),
  verse('绿树村边合，青山郭外斜。', '孟浩然《过故人庄》', 'calm joy', 'kind:village season:summer|spring'),
  verse('绿阴不减来时路，添得黄鹂四五声。', '曾几《三衢道中》', 'calm joy', 'season:summer'),
  verse('争渡，争渡，惊起一滩鸥鹭。', '李清照《如梦令》', 'joy', 'season:summer part:dusk'),
  verse('清江一曲抱村流，长夏江村事事幽。', '杜甫《江村》', 'calm', 'season:summer'),
  verse('小荷才露尖尖角，早有蜻蜓立上头。', '杨万里《小池》', 'joy calm', 'season:summer'),
  verse('泉眼无声惜细流，树阴照水爱晴柔。', '杨万里《小池》', 'calm love', 'season:summer'),
  verse(
    '接天莲叶无穷碧，映日荷花别样红。',
    '杨万里《晓出净慈送林子方》',
    'joy grateful',
    'season:summer sky:clear? kind:lake',
  ),
  verse('梅子留酸软齿牙，芭蕉分绿与窗纱。', '杨万里《闲居初夏午睡起二绝句》', 'calm joy', 'season:summer'),
  verse('日长睡起无情思，闲看儿童捉柳花。', '杨万里《闲居初夏午睡起二绝句》', 'calm', 'season:summer part:day'),
  verse('春风取花去，酬我以清阴。', '王安石《半山春晚即事》', 'calm hope', 'season:summer'),
  verse('漠漠水田飞白鹭，阴阴夏木啭黄鹂。', '王维《积雨辋川庄作》', 'calm joy', 'season:summer'),
  verse('何以销烦暑，端居一院中。', '白居易《销暑》', 'calm', 'season:summer'),
  verse('眼前无长物，窗下有清风。', '白居易《销暑》', 'calm', 'season:summer'),
  verse('热散由心静，凉生为室空。', '白居易《销暑》', 'calm anxious', 'season:summer'),
  verse('昼出耘田夜绩麻，村庄儿女各当家。', '范成大《夏日田园杂兴》', 'calm', 'season:summer kind:village'),
  verse('梅子金黄杏子肥，麦花雪白菜花稀。', '范成大《夏日田园杂兴》', 'calm joy', 'season:summer'),
  verse('凯风自南，吹彼棘心。', '诗经《凯风》', 'grateful', 'relation:family season:summer'),
  verse('有女同车，颜如舜华。', '诗经《有女同车》', 'love', 'season:summer relation:lover?'),
  verse('稻花香里说丰年，听取蛙声一片。', '辛弃疾《西江月》', 'joy calm', 'season:summer part:night'),
  verse('绿阴生昼静，孤花表春余。', '韦应物《游开元精舍》', 'calm', 'season:summer'),
  verse('绿树阴浓夏日长，楼台倒影入池塘。', '高骈《山亭夏日》', 'calm', 'season:summer part:day'),
];
