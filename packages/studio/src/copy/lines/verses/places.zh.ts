import { verse } from '../../verse.js';

/** Verses of a kind of place. */
export const placesZh = [
  verse('山中人兮芳杜若，饮石泉兮荫松柏。', '屈原《山鬼》', 'calm love', 'kind:mountain'),
  verse('山光悦鸟性，潭影空人心。', '常建《题破山寺后禅院》', 'calm anxious', 'kind:temple|mountain'),
  verse('日月之行，若出其中；星汉灿烂，若出其里。', '曹操《观沧海》', 'hope joy', 'kind:sea'),
  verse('因过竹院逢僧话，又得浮生半日闲。', '李涉《题鹤林寺僧舍》', 'calm', 'kind:temple|mountain'),
  verse('绿竹入幽径，青萝拂行衣。', '李白《下终南山过斛斯山人宿置酒》', 'calm', 'kind:mountain'),
  verse('两岸青山相对出，孤帆一片日边来。', '李白《望天门山》', 'joy hope', 'kind:river sky:clear?'),
  verse('相看两不厌，只有敬亭山。', '李白《独坐敬亭山》', 'calm lonely', 'kind:mountain'),
  verse('城上高楼接大荒，海天愁思正茫茫。', '柳宗元《登柳州城楼》', 'lonely longing', 'kind:sea'),
  verse('潮平两岸阔，风正一帆悬。', '王湾《次北固山下》', 'hope calm', 'kind:river|sea'),
  verse('江流天地外，山色有无中。', '王维《汉江临泛》', 'calm longing', 'kind:river'),
  verse('空山不见人，但闻人语响。', '王维《鹿柴》', 'lonely calm', 'kind:mountain'),
  verse('卷地风来忽吹散，望湖楼下水如天。', '苏轼《六月二十七日望湖楼醉书》', 'calm angry hope', 'kind:lake'),
  verse('不识庐山真面目，只缘身在此山中。', '苏轼《题西林壁》', 'calm anxious', 'kind:mountain'),
  verse('江上往来人，但爱鲈鱼美。', '范仲淹《江上渔者》', 'calm', 'kind:river'),
  verse('只在此山中，云深不知处。', '贾岛《寻隐者不遇》', 'calm longing', 'kind:mountain'),
  verse('我见青山多妩媚，料青山见我应如是。', '辛弃疾《贺新郎》', 'joy calm', 'kind:mountain'),
  verse('莫笑农家腊酒浑，丰年留客足鸡豚。', '陆游《游山西村》', 'joy grateful', 'kind:village'),
  verse('野渡无人舟自横。', '韦应物《滁州西涧》', 'calm lonely', 'kind:river'),
];
