import { AppError } from '@mojian/contracts/app-error';
import type { KnownAs } from '../data/account.repository.js';
import type { UserSettings } from '../settings.js';

const mockPrefix = 'test_';

/**
 * Who a login code proves its bearer to be. A code of the development login never reaches WeChat, and a code of WeChat
 * never names anybody by itself. Fails as the client of WeChat does.
 */
export async function identifyByCode(
  { mockLogin, wechat }: Pick<UserSettings, 'mockLogin' | 'wechat'>,
  code: string,
): Promise<KnownAs> {
  if (code.startsWith(mockPrefix)) {
    if (!mockLogin) throw new AppError('WECHAT_CODE_REFUSED', 'the development login is switched off');
    return { provider: 'wechat-mock', subject: code };
  }
  if (!wechat) throw new AppError('WECHAT_CODE_REFUSED', 'no WeChat app is set up');
  return { provider: 'wechat', subject: await wechat.exchangeCode(code) };
}
