import { verse } from '../../verse.js';

/** Verses of winter. */
export const winterZh = [
  verse('欲渡黄河冰塞川，将登太行雪满山。', '李白《行路难》', 'anxious', 'season:winter'),
  verse('寒夜客来茶当酒，竹炉汤沸火初红。', '杜耒《寒夜》', 'grateful joy calm', 'season:winter part:night'),
  verse('寻常一样窗前月，才有梅花便不同。', '杜耒《寒夜》', 'grateful love', 'season:winter part:night'),
  verse('疏影横斜水清浅，暗香浮动月黄昏。', '林逋《山园小梅》', 'calm lonely', 'season:winter'),
  verse('鸡声茅店月，人迹板桥霜。', '温庭筠《商山早行》', 'lonely longing', 'part:dawn season:winter|spring'),
  verse('墙角数枝梅，凌寒独自开。', '王安石《梅花》', 'hope lonely', 'season:winter'),
  verse('遥知不是雪，为有暗香来。', '王安石《梅花》', 'hope calm longing', 'season:winter'),
  verse('晚来天欲雪，能饮一杯无？', '白居易《问刘十九》', 'love grateful longing joy', 'season:winter'),
  verse('零落成泥碾作尘，只有香如故。', '陆游《卜算子》', 'angry sad', 'season:winter|spring'),
  verse('无意苦争春，一任群芳妒。', '陆游《卜算子》', 'angry calm', 'season:winter|spring'),
  verse('驿外断桥边，寂寞开无主。', '陆游《卜算子》', 'lonely', 'season:winter|spring'),
  verse('旅馆寒灯独不眠，客心何事转凄然。', '高适《除夜作》', 'lonely longing', 'part:night season:winter'),
];
