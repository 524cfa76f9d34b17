import type { Language } from '@mojian/contracts/dialect';

/** What the web dialect says of a deed that is done, in the language that the client asked for. */
const messages = {
  loggedOut: { zh: '已退出登录', en: 'You are logged out' },
  resetAsked: {
    zh: '如果这个邮箱有账号，重置邮件已经寄出',
    en: 'If an account has this address, a mail is on its way',
  },
  passwordReset: { zh: '密码已设置，请用新密码登录', en: 'The password is set: log in with it' },
  passwordChanged: {
    zh: '密码已修改，其他登录都已结束',
    en: 'The password is changed, and all other sessions have ended',
  },
  accountDeleted: { zh: '账号已删除', en: 'The account is deleted' },
  userDisabled: { zh: '账号已停用，所有登录都已结束', en: 'The user is disabled, and all sessions have ended' },
  userActivated: { zh: '账号已恢复，可以重新登录', en: 'The user can log in again' },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>;

/** The body of an answer that has nothing to give but the word that it is done. */
export const done = (what: keyof typeof messages, language: Language): { message: string } => ({
  message: messages[what][language],
});
