import { line } from '../../line.js';

/** Closings on places and on whom the card goes to. */
export const peopleZh = [
  // places
  line('等你得空，我们来这湖边走一圈。', 'calm joy love longing', 'kind:lake'),
  line('愿这条江，把我的话慢慢捎到。', 'longing grateful hope', 'kind:river'),
  line('海在这里不走，等你来看。', 'love longing joy hope', 'kind:sea'),
  line('山也替我点了点头。', 'calm joy grateful', 'kind:mountain'),
  line('下山的时候，心也轻了一些。', 'sad anxious angry hope', 'kind:mountain'),
  line('万家灯火里，有一盏是替你点的。', 'love longing lonely', 'kind:city part:night'),
  line('车要开了，就写到这里。', 'longing sad hope', 'kind:station'),
  line('下次来{place}，我们一起。', 'joy love longing hope', 'place relation:lover|family|friend|child?'),
  line('改天也给你讲讲{place}的事。', 'joy calm grateful', 'place'),
  line('{place}的信寄到时，愿你正好有空。', 'calm hope longing lonely', 'place'),
  // relations
  line('常回家看看这句话，我记着呢。', 'longing love', 'relation:family'),
  line('您保重身体，别总惦记我。', 'grateful love longing', 'relation:family'),
  line('愿家里的灯，一直这么亮。', 'love longing hope grateful', 'relation:family'),
  line('改天见，老规矩，不醉也不散。', 'joy longing', 'relation:friend'),
  line('朋友是用来想念的，也是用来麻烦的。', 'joy longing grateful lonely', 'relation:friend'),
  line('有事说一声，没事也说一声。', 'sad anxious angry lonely calm', 'relation:friend'),
  line('学生敬上，愿您身体康健。', 'grateful longing calm', 'relation:teacher'),
  line('愿您讲台上下，都有人记着您的好。', 'grateful love joy', 'relation:teacher'),
  line('早点下班，好好吃饭。', 'joy calm grateful anxious', 'relation:colleague'),
  line('往后还请多多关照。', 'grateful hope joy', 'relation:colleague'),
  line('你已经做得不少了，歇一歇吧。', 'sad anxious lonely angry calm', 'relation:self'),
  line('以后的日子，请继续对自己好一点。', 'hope grateful love', 'relation:self'),
  line('慢慢长大，不用赶。', 'love hope calm joy', 'relation:child'),
  line('你平平安安的，比什么都好。', 'love grateful anxious', 'relation:child'),
];
