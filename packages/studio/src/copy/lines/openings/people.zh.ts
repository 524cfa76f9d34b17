import { line } from '../../line.js';

/** Openings on places and on whom the card goes to. */
export const peopleZh = [
  // places
  line('我在{place}，给你写几句。', 'calm longing grateful love', 'place'),
  line('这封信从{place}寄出。', 'calm joy hope longing lonely', 'place'),
  line('在{place}停了一会儿，想起你。', 'longing love lonely grateful', 'place'),
  line('{place}的风景我先替你看了一遍。', 'joy love longing grateful', 'place'),
  line('人在{place}，心里的事也一起带来了。', 'sad anxious angry lonely', 'place'),
  line('到了{place}，觉得前面还有很多地方可去。', 'hope joy', 'place'),
  line('坐在湖边，话也平了。', 'calm sad longing', 'kind:lake'),
  line('湖水就在旁边，替我安静着。', 'calm anxious lonely', 'kind:lake'),
  line('水在旁边流，我在纸上慢慢写。', 'calm longing hope', 'kind:river'),
  line('江边风宽，什么话都装得下。', 'joy hope longing', 'kind:river'),
  line('海就在眼前，浪一句一句，我也一句一句。', 'calm longing lonely love', 'kind:sea'),
  line('听了一会儿海，心里空出一块地方写信。', 'calm hope sad', 'kind:sea'),
  line('在山里写信，字都站得直一些。', 'calm hope grateful', 'kind:mountain'),
  line('山很安静，正好说心里话。', 'sad lonely longing calm', 'kind:mountain'),
  line('老街走得慢，想起的人也多。', 'longing calm lonely', 'kind:oldtown'),
  line('城里灯多人多，我挑了一个安静的角落写信。', 'calm lonely longing', 'kind:city part:night'),
  line('村子里静，写字的声音都听得见。', 'calm longing lonely', 'kind:village'),
  line('草原宽得没有边，这张纸倒是刚好。', 'joy hope calm', 'kind:grassland'),
  line('寺里很静，话也写得轻。', 'calm grateful hope anxious', 'kind:temple'),
  line('公园里走了走，想起该给你写信。', 'joy calm longing', 'kind:park'),
  line('车站里人来人往，我在找一句合适的开头。', 'longing sad lonely hope', 'kind:station'),
  line('校园里到处是年轻的样子，忽然想起从前。', 'longing joy grateful', 'kind:campus'),
  // relations
  line('写给家里的信，总想写得暖一点。', 'longing grateful love', 'relation:family'),
  line('电话里总是匆匆，写信可以说完。', 'longing love grateful calm', 'relation:family'),
  line('平时嘴硬，写在纸上就软了。', 'love sad angry', 'relation:family|lover'),
  line('老朋友之间不客套，直接说。', 'joy angry calm sad', 'relation:friend'),
  line('和老朋友说话，不用打草稿。', 'joy longing lonely', 'relation:friend'),
  line('老师，提笔还是像交作业一样紧张。', 'grateful joy anxious longing', 'relation:teacher'),
  line('工作之外，想认真和你说几句。', 'grateful calm hope', 'relation:colleague'),
  line('写给自己，反倒要想一想怎么开口。', 'calm sad anxious lonely hope', 'relation:self'),
  line('有些话现在说你也许不懂，先替你收着。', 'love hope grateful', 'relation:child'),
];
