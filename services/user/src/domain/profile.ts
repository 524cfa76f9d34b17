/** What a client says of its user at a login. */
export interface SentProfile {
  readonly nickName: string | null;
  readonly avatarUrl: string | null;
  readonly gender: 0 | 1 | 2;
}

/** What of it is worth storing; null leaves the stored value as it is. */
export interface ProfileChange {
  readonly nickname: string | null;
  readonly avatar: string | null;
  readonly gender: 1 | 2 | null;
}

/** The name that WeChat gives everybody who has not told theirs; a grey avatar comes with it. */
export const anonymousNickname = '微信用户';

/** A quick login tells nothing about a person, so it never overwrites what they told before. */
export function profileChange(sent: SentProfile | null | undefined): ProfileChange {
  if (!sent || sent.nickName === anonymousNickname) return { nickname: null, avatar: null, gender: null };
  return { nickname: sent.nickName, avatar: sent.avatarUrl, gender: sent.gender === 0 ? null : sent.gender };
}
