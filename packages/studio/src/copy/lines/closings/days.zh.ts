import { line } from '../../line.js';

/** Closings on festivals and solar terms. */
export const daysZh = [
  line('新的一年，愿你有饭吃得香，有人记挂。', 'joy grateful love longing hope', 'festival:春节|元旦|除夕'),
  line('旧年的不开心，就留在旧年里吧。', 'sad anxious angry lonely', 'festival:除夕|元旦|春节'),
  line('守岁到困，就把剩下的愿望放进梦里。', 'joy hope calm love', 'festival:除夕'),
  line('愿你灯好月好，一年都亮堂。', 'joy hope grateful calm', 'festival:元宵节'),
  line('清明时节，愿记得的和被记得的，都安好。', 'sad longing calm lonely', 'festival:清明节|term:清明'),
  line('愿你端午安康，百事顺遂。', 'joy grateful calm hope longing love', 'festival:端午节'),
  line('愿有人陪你看星河，若能是我更好。', 'love longing', 'festival:七夕节 relation:lover?'),
  line('愿你抬头有月，低头有人。', 'longing love grateful joy hope calm', 'festival:中秋节'),
  line('今年不在一处，就约明年同坐。', 'longing lonely sad', 'festival:中秋节|重阳节|除夕'),
  line('愿你步履轻快，岁岁登高。', 'grateful joy hope calm', 'festival:重阳节'),
  line('冬至以后，白天会一天比一天长。', 'hope sad anxious calm', 'festival:冬至节'),
  line('愿你有一碗热的，有一个人说话。', 'love grateful longing lonely', 'festival:冬至节|腊八节'),
  line('节日快乐，今天你最大。', 'joy love grateful', 'festival:母亲节|父亲节 relation:family'),
  line('愿您桃李满园，也常有清闲。', 'grateful joy calm', 'festival:教师节 relation:teacher'),
  line('愿你一直有一点孩子气。', 'joy hope love', 'festival:儿童节'),
  line('愿今夜平安，年年平安。', 'hope grateful love calm longing lonely', 'festival:平安夜'),
  line('圣诞快乐，愿你拆开的都是喜欢的。', 'joy love grateful hope', 'festival:圣诞节'),
  line('节日快乐，不说套话，只说喜欢你。', 'love joy longing', 'festival:情人节 relation:lover?'),
  line('交节的日子，愿你顺着时令，好好照看自己。', 'calm grateful longing love', 'term:立春|立夏|立秋|立冬'),
  line('季节换了，惦记没有换。', 'longing love lonely', 'term:立春|立夏|立秋|立冬|春分|秋分'),
];
