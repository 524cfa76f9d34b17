/** In which language somebody wrote; null for words that tell neither (signs, digits, emoji). */
export function spokenLanguage(words: string): 'zh' | 'en' | null {
  if (/\p{Script=Han}/u.test(words)) return 'zh';
  return /[a-z]{2}/i.test(words) ? 'en' : null;
}
