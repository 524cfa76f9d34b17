import type { Language } from '@mojian/contracts/dialect';
import type { MailKind } from '../data/mail.entity.js';

/** What a mail says, before it has a form. */
export interface MailText {
  readonly subject: string;
  /** Before the link. */
  readonly opening: readonly string[];
  /** After it. */
  readonly closing: readonly string[];
}

/** Words of all mails; the link and the token are set between opening and closing. */
export const mailTexts: Readonly<Record<MailKind, Readonly<Record<Language, MailText>>>> = {
  password_reset: {
    zh: {
      subject: '墨笺：重置密码',
      opening: ['有人（希望是你）想为这个邮箱的墨笺账号设置新密码。', '请在一小时内打开下面的链接，它只能用一次：'],
      closing: ['如果不是你，什么都不用做，密码不会变。不要把这封邮件转给别人。'],
    },
    en: {
      subject: 'Mojian: reset your password',
      opening: [
        'Somebody, we hope you, would like to set a new password for the Mojian account of this address.',
        'Open this link within an hour; it works once:',
      ],
      closing: ['If it was not you, do nothing: the password stays as it is. Do not pass this mail on.'],
    },
  },
  password_changed: {
    zh: {
      subject: '墨笺：密码已修改',
      opening: ['你的墨笺账号刚刚修改了密码，其他设备上的登录都已结束。'],
      closing: ['如果不是你，请马上在登录页选择“忘记密码”，重新设置一个。'],
    },
    en: {
      subject: 'Mojian: your password was changed',
      opening: ['The password of your Mojian account was just changed, and all other logins have ended.'],
      closing: ['If it was not you, choose “forgot password” at the login now and set another one.'],
    },
  },
  session_reused: {
    zh: {
      subject: '墨笺：一处登录已被结束',
      opening: ['你的一处登录凭证被用了两次，可能有人拿到了它的副本，所以我们结束了这处登录。'],
      closing: ['请重新登录。如果近期没有换过设备或恢复过备份，建议同时修改密码。'],
    },
    en: {
      subject: 'Mojian: one of your logins was ended',
      opening: ['The token of one of your logins was used twice: somebody may hold a copy, so we ended that login.'],
      closing: [
        'Please log in again. Unless you restored a backup or moved to another device, change your password too.',
      ],
    },
  },
};

/** Stands in front of the token, for programs that do not follow links. */
export const tokenLabel: Readonly<Record<Language, string>> = {
  zh: '或者在重置页面填入这串口令：',
  en: 'Or enter this token where it is asked for:',
};
