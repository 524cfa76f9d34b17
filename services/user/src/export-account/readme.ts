/** Name of the file that explains the others; the only one that people open first. */
export const readmePath = '说明-README.txt';

/** What is in the archive, for the person whom it is about. */
export const readmeOf = (now: Date): string => `墨笺 · 个人数据
导出时间：${now.toISOString()}

account.json     账号资料：名字、邮箱、角色、方案
identities.json  登录方式
sessions.csv     每一次登录：时间、地址、设备
activity.csv     操作记录：你做过的事，以及被拒绝的请求
api-keys.csv     API 密钥的名称与用途（密钥本身从不保存）
cards.json       所有卡片的目录
cards/           每张卡片：.json 你写下的与生成的内容，.html 无需网络即可打开的卡片，.jpg 图片
                 （文件遗失的，相应的 .html 或 .jpg 不在其中）
uploads/         最近上传、尚未删除的图画

表格是 UTF-8 编码的 CSV。以 = + - @ 开头的文字前加了一个单引号，以免表格软件把它当作公式。

----

Mojian · personal data
Exported at ${now.toISOString()}

account.json     the account: names, e-mail address, role, plan
identities.json  the ways to log in
sessions.csv     every login: when, from which address, with what
activity.csv     what you did, and what was refused
api-keys.csv     names and scopes of API keys (the keys themselves are never kept)
cards.json       the list of all cards
cards/           for each card: .json what you told and what was made of it, .html the card, which opens without a
                 network, .jpg its picture; a file that is lost is not there
uploads/         drawings that were uploaded in the last days and are still kept

Tables are CSV in UTF-8. Text that begins with = + - @ has an apostrophe before it, so that no spreadsheet takes it for
a formula.
`;
