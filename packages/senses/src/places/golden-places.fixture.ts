/** A point and what is surely there; null is as much a claim as a name. */
export interface GoldenPlace {
  readonly about: string;
  readonly at: readonly [latitude: number, longitude: number];
  readonly is: Readonly<Record<string, string | null>>;
}

const place = (
  about: string,
  latitude: number,
  longitude: number,
  is: Readonly<Record<string, string | null>>,
): GoldenPlace => ({ about, at: [latitude, longitude], is });

/** Middles of cities; positions as any atlas has them. */
const cities: readonly GoldenPlace[] = [
  place('石家庄', 38.0428, 114.5149, { admin1: '河北省', city: '石家庄', kind: 'city' }),
  place('太原', 37.8706, 112.5489, { admin1: '山西省', city: '太原' }),
  place('呼和浩特', 40.8424, 111.749, { admin1: '内蒙古自治区', city: '呼和浩特' }),
  place('沈阳', 41.8057, 123.4315, { admin1: '辽宁省', city: '沈阳' }),
  place('长春', 43.8171, 125.3235, { admin1: '吉林省', city: '长春' }),
  place('哈尔滨', 45.7567, 126.6424, { admin1: '黑龙江省', city: '哈尔滨' }),
  place('南京', 32.0415, 118.778, { admin1: '江苏省', city: '南京' }),
  place('苏州', 31.2989, 120.5853, { admin1: '江苏省', city: '苏州', admin3: '姑苏区' }),
  place('合肥', 31.8206, 117.2272, { admin1: '安徽省', city: '合肥' }),
  place('福州', 26.0745, 119.2965, { admin1: '福建省', city: '福州' }),
  place('南昌', 28.682, 115.858, { admin1: '江西省', city: '南昌' }),
  place('济南', 36.6512, 117.1201, { admin1: '山东省', city: '济南', admin3: '历下区' }),
  place('郑州', 34.7466, 113.6254, { admin1: '河南省', city: '郑州' }),
  place('武汉', 30.5928, 114.3055, { admin1: '湖北省', city: '武汉' }),
  place('长沙', 28.2282, 112.9388, { admin1: '湖南省', city: '长沙' }),
  place('广州', 23.1291, 113.2644, { admin1: '广东省', city: '广州', admin3: '越秀区' }),
  place('南宁', 22.817, 108.3669, { admin1: '广西壮族自治区', city: '南宁' }),
  place('海口', 20.02, 110.33, { admin1: '海南省', city: '海口' }),
  place('重庆', 29.537, 106.515, { admin1: '重庆市', city: '重庆' }),
  place('贵阳', 26.647, 106.6302, { admin1: '贵州省', city: '贵阳' }),
  place('昆明', 25.04, 102.718, { admin1: '云南省', city: '昆明' }),
  place('兰州', 36.0611, 103.8343, { admin1: '甘肃省', city: '兰州', admin3: '城关区' }),
  place('西宁', 36.6171, 101.7782, { admin1: '青海省', city: '西宁' }),
  place('银川', 38.4872, 106.2309, { admin1: '宁夏回族自治区', city: '银川' }),
  place('乌鲁木齐', 43.8256, 87.6168, { admin1: '新疆维吾尔自治区', city: '乌鲁木齐' }),
  place('上海浦东', 31.17, 121.6, { admin1: '上海市', city: '上海', admin3: '浦东新区', name: '上海' }),
  place('天津', 39.125, 117.19, { admin1: '天津市', city: '天津' }),
  place('东莞, which has no districts', 23.0207, 113.7518, { city: '东莞', admin3: null, name: '东莞' }),
];

/** Counties and county-level cities, among them such as were renamed or moved since 2018. */
const counties: readonly GoldenPlace[] = [
  place('义乌', 29.3068, 120.0751, { city: '金华', name: '义乌市', admin3: '义乌市' }),
  place('昆山', 31.385, 120.98, { city: '苏州', name: '昆山市' }),
  place('平遥县 outside the walls', 37.17, 112.15, { city: '晋中', name: '平遥县' }),
  place('阳朔县', 24.85, 110.58, { city: '桂林', name: '阳朔县' }),
  place('曲阜', 35.64, 117.05, { city: '济宁', name: '曲阜市' }),
  place('瑞丽', 24.1, 97.8, { city: '德宏', name: '瑞丽市' }),
  place('腾冲', 25.05, 98.55, { city: '保山', name: '腾冲市' }),
  place('香格里拉', 27.9, 99.62, { city: '迪庆', name: '香格里拉市' }),
  place('格尔木', 36.407, 94.903, { city: '海西州', name: '格尔木市' }),
  place('仙桃, directly under the province', 30.3627, 113.4542, { admin1: '湖北省', city: '仙桃', name: '仙桃' }),
  place('石河子, directly under the region', 44.306, 86.08, { admin1: '新疆维吾尔自治区', city: '石河子' }),
  place('公主岭, moved to 长春 in 2020', 43.505, 124.823, { city: '长春', name: '公主岭市' }),
  place('莱芜, joined to 济南 in 2019', 36.214, 117.677, { city: '济南', admin3: '莱芜区', name: '济南' }),
  place('潜山, a city since 2018', 30.63, 116.58, { city: '安庆', name: '潜山市' }),
  place('临平, cut out of 余杭 in 2021', 30.419, 120.3, { city: '杭州', admin3: null, name: '杭州' }),
  place('蓟州, which one map forgot', 40.045, 117.408, { city: '天津', admin3: '蓟州区' }),
  place('墨脱县', 29.325, 95.333, { city: '林芝', name: '墨脱县' }),
];

/** Sights of the table, of which the smallest wins. */
const landmarks: readonly GoldenPlace[] = [
  place('苏堤 in 西湖', 30.2425, 120.1405, { city: '杭州', landmark: '苏堤', kind: 'lake' }),
  place('三潭印月', 30.2385, 120.1447, { landmark: '三潭印月' }),
  place('山海关', 40.01, 119.754, { city: '秦皇岛', landmark: '山海关' }),
  place('壶口瀑布, on the border of two provinces', 36.146, 110.443, { landmark: '壶口瀑布', city: null }),
  place('青海湖, southern shore', 36.68, 100.35, { landmark: '青海湖', city: '海南州' }),
  place('三峡大坝', 30.823, 111.004, { city: '宜昌', landmark: '三峡大坝', kind: 'river' }),
  place('日月潭', 23.86, 120.915, { admin1: '台湾省', city: '南投', landmark: '日月潭' }),
  place('天坛大佛', 22.254, 113.905, { admin1: '香港特别行政区', landmark: '天坛大佛' }),
  place('岚山', 35.014, 135.6735, { country_code: 'JP', city: '京都', landmark: '岚山' }),
  place('马丘比丘', -13.1631, -72.545, { country_code: 'PE', city: null, landmark: '马丘比丘' }),
  place('复活节岛', -27.12, -109.35, { country_code: 'CL', landmark: '复活节岛' }),
];

/** Two sides of borders and the line itself: never the neighbour's name. */
const borders: readonly GoldenPlace[] = [
  place('a corner of three districts of 南京', 32.0415, 118.778, { city: '南京', admin3: null }),
  place('广州, 2 km before 佛山', 23.11, 113.22, { city: '广州' }),
  place('佛山, 2 km before 广州', 23.05, 113.135, { city: '佛山' }),
  place('上海, 花桥 is 昆山', 31.305, 121.05, { admin1: '江苏省', city: '苏州', name: '昆山市' }),
  place('燕郊 is 河北 and not 北京', 39.95, 116.82, { admin1: '河北省', city: '廊坊', name: '三河市' }),
  place('通州 is 北京', 39.91, 116.66, { admin1: '北京市', admin3: '通州区' }),
  place('西安 and 咸阳: 咸阳 seat', 34.35, 108.71, { city: '咸阳' }),
  place('鄂州, over the river from 黄冈', 30.39, 114.89, { city: '鄂州' }),
  place('黄冈, over the river from 鄂州', 30.452, 114.878, { city: '黄冈' }),
  place('the river between 罗湖 and Hong Kong', 22.531, 114.113, { city: null, admin1: null, country_code: 'CN' }),
  place('珠海', 22.256, 113.562, { city: '珠海', admin1: '广东省' }),
  place('满洲里', 49.59, 117.43, { city: '呼伦贝尔', name: '满洲里市' }),
  place('珠穆朗玛, the border itself', 27.988, 86.925, { city: null, country: null }),
  place('新义州, over the river from 丹东', 40.1, 124.4, { country_code: 'KP', city: '新义州' }),
];

const regionsOfChina: readonly GoldenPlace[] = [
  place('九龙', 22.325, 114.17, { admin1: '香港特别行政区', city: '香港', country: '中国' }),
  place('屯门', 22.391, 113.977, { city: '香港', admin3: '屯门区', name: '香港' }),
  place('氹仔', 22.156, 113.557, { admin1: '澳门特别行政区', city: '澳门' }),
  place('高雄', 22.627, 120.301, { admin1: '台湾省', city: '高雄', country: '中国', country_code: 'CN' }),
  place('花莲', 23.977, 121.604, { admin1: '台湾省', city: '花莲' }),
  place('马公, on 澎湖', 23.566, 119.566, { admin1: '台湾省', city: '澎湖' }),
];

const islandsAndSeas: readonly GoldenPlace[] = [
  place('舟山', 30.016, 122.107, { city: '舟山', admin3: '定海区' }),
  place('永兴岛', 16.834, 112.339, { city: '三沙' }),
  place('崇明岛', 31.62, 121.4, { city: '上海', admin3: '崇明区' }),
  place('东山岛', 23.701, 117.43, { city: '漳州', name: '东山县' }),
  place('冲绳', 26.213, 127.68, { country_code: 'JP', country: '日本' }),
  place('火奴鲁鲁', 21.307, -157.858, { country_code: 'US', city: '檀香山' }),
  place('South China Sea', 14, 115.5, { kind: 'sea', city: null, country: null }),
  place('Yellow Sea', 35, 122.8, { kind: 'sea', name: null }),
  place('Atlantic', 30, -40, { kind: 'sea', name: null }),
  place('Indian Ocean', -30, 80, { kind: 'sea', country_code: null }),
  place('Southern Ocean', -58, -100, { kind: 'sea' }),
  place('North Pole', 90, 0, { kind: 'sea', country: null }),
  place('Point Nemo', -48.877, -123.393, { kind: 'sea' }),
];

const nobodysTown: readonly GoldenPlace[] = [
  place('Taklamakan', 38.9, 82.5, { admin1: '新疆维吾尔自治区', kind: null }),
  place('Gobi, 额济纳旗', 41.5, 101.2, { city: '阿拉善', name: '额济纳旗', kind: null }),
  place('Changtang', 33.5, 87.5, { admin1: '西藏自治区', kind: null }),
  place('Sahara', 23, 10, { country_code: 'DZ', city: null, kind: null }),
  place('Rub al-Khali', 19.5, 49, { country_code: 'SA', city: null }),
  place('Simpson Desert', -25, 137, { country_code: 'AU', city: null }),
  place('South Pole', -90, 0, { country_code: 'AQ', city: null }),
  place('East Antarctica', -78, 106, { country_code: 'AQ', city: null }),
  place('Greenland’s ice', 72, -40, { country_code: 'GL', city: null }),
  place('Siberia', 66, 100, { country_code: 'RU', city: null }),
];

const abroad: readonly GoldenPlace[] = [
  place('Osaka', 34.7, 135.495, { country_code: 'JP', city: '大阪' }),
  place('Busan', 35.18, 129.075, { country_code: 'KR', city: '釜山' }),
  place('Bangkok', 13.72, 100.53, { country_code: 'TH', city: '曼谷' }),
  place('Hanoi', 21.028, 105.854, { country_code: 'VN', city: '河内' }),
  place('Delhi', 28.65, 77.23, { country_code: 'IN' }),
  place('Dubai', 25.2, 55.27, { country_code: 'AE', city: '迪拜' }),
  place('Istanbul', 41.02, 28.955, { country_code: 'TR', city: '伊斯坦布尔' }),
  place('Moscow', 55.73, 37.6, { country_code: 'RU', city: '莫斯科' }),
  place('Berlin', 52.52, 13.41, { country_code: 'DE', city: '柏林' }),
  place('Madrid', 40.417, -3.703, { country_code: 'ES', city: '马德里' }),
  place('Cairo', 30.045, 31.236, { country_code: 'EG', city: '开罗' }),
  place('Nairobi', -1.286, 36.817, { country_code: 'KE' }),
  place('Chicago', 41.878, -87.63, { country_code: 'US', city: '芝加哥' }),
  place('Vancouver', 49.25, -123.12, { country_code: 'CA', city: '温哥华' }),
  place('Mexico City', 19.433, -99.133, { country_code: 'MX', city: '墨西哥城' }),
  place('São Paulo', -23.55, -46.633, { country_code: 'BR', city: '圣保罗' }),
  place('Auckland', -36.85, 174.763, { country_code: 'NZ', city: '奥克兰' }),
];

/** Checked against two sources that the tables do not come from alone: GeoNames' codes of the towns there, and what an atlas says. */
export const goldenPlaces: readonly GoldenPlace[] = [
  ...cities,
  ...counties,
  ...landmarks,
  ...borders,
  ...regionsOfChina,
  ...islandsAndSeas,
  ...nobodysTown,
  ...abroad,
];
