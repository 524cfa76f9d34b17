/** How Chinese names of divisions are shortened and read. */

const peoples =
  '蒙古族|蒙古|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克|傣族|黎族|傈僳族|佤族|畲族|高山族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯|阿昌族|普米族|塔吉克|怒族|乌孜别克|鄂温克族|德昂族|保安族|裕固族|独龙族|各族|鄂伦春';
const kinds = /(特别行政区|自治县|自治州|自治旗|地区|特区|新区|矿区|市|县|区|盟|旗)$/;

/** 大理白族自治州 → 大理; a name of which one character would remain stays whole. */
export const shortName = (name) => {
  const bare = name.replace(kinds, '').replace(new RegExp(`(${peoples})+$`), '');
  return bare.length < 2 ? name : bare;
};

export const letters = (text) =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z]/g, '');

/** 西安 → Xi'an: syllables joined, an apostrophe before one that begins with a vowel. */
export const romanized = (syllables) => {
  const joined = syllables.map((syllable, at) => (at > 0 && /^[aoe]/.test(syllable) ? `'${syllable}` : syllable));
  const word = joined.join('');
  return word.charAt(0).toUpperCase() + word.slice(1);
};
