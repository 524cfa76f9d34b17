/** What clients show while they do not know themselves. */
const placeholder = /^(未知|定位|获取|正在|加载|暂无|无数据|unknown|undefined|null|none|loading|locating|n\/a$|-+$)/i;

/** A client's word about here and now, trimmed to one line; null when it says nothing. */
export const toldText = (text: string | null): string | null => {
  const line = text?.replace(/[\p{Cc}\s]+/gu, ' ').trim() ?? '';
  return line === '' || placeholder.test(line) ? null : line;
};
