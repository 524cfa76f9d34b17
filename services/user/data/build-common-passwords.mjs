import { readFile, writeFile } from 'node:fs/promises';

/** Rebuilds common-passwords.txt: see README.md beside it. */
const [source] = process.argv.slice(2);
if (!source) throw new Error('Usage: node build-common-passwords.mjs <folder of the unpacked npm package>');

const shortest = 8;
const most = 10_000;

/** Common in Chinese, and not far enough up in a list that is mostly English; written by hand. */
const chinese =
  `a1234567 a12345678 a123456789 aa123456 aa123456789 abc123456 abcd1234 asd123456 qwe123456 zxc123456 qaz123456
wang123456 zhang123 li123456 woaini123 woaini520 woaini521 woaini1314 woaini5201314 wo5201314 iloveyou1314 5201314520
5201314a 1314520a 13145200 52013140 13141314 52105210 qq123456 qq123456789 qq5201314 wx123456 weixin123 110110110
112233445566 123123123 123456abc 123456aa 1234567a 12345678a 123456789a 123456qq 11223344 12344321 88888888 66666666
99999999 00000000 77777777 88886666 66668888 168168168 woaiwojia woaizhongguo zhongguo nihao123 caonima123 asdf1234
q1w2e3r4 1q2w3e4r 1qaz2wsx 1qaz@wsx !qaz2wsx p@ssw0rd p@ssword passw0rd password1 password123 admin123 admin888
admin123456 administrator root1234 test1234 welcome1 changeme letmein1`.split(/\s+/);

const listed = JSON.parse(await readFile(`${source}/src/passwords.json`, 'utf8'));
const long = listed.filter((word) => [...word].length >= shortest).slice(0, most);
const words = [...new Set([...long, ...chinese])].map((word) => word.toLowerCase());
await writeFile(new URL('common-passwords.txt', import.meta.url), `${[...new Set(words)].join('\n')}\n`);
