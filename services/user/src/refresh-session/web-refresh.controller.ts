import { AppError } from '@mojian/contracts/app-error';
import type { RouteInput } from '@mojian/contracts/route';
import { webRefresh } from '@mojian/contracts/routes/account.routes';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Headers, Inject } from '@nestjs/common';
import { type WebTokens, webTokens } from '../domain/web-tokens.js';
import { USER_SETTINGS, type UserSettings } from '../settings.js';
import { RefreshSessionService } from './refresh-session.service.js';

@Controller()
export class WebRefreshController {
  constructor(
    @Inject(USER_SETTINGS) private readonly settings: UserSettings,
    @Inject(RefreshSessionService) private readonly service: RefreshSessionService,
  ) {}

  /** The header wins over the body: it is what the clients in the field send. */
  @Handle(webRefresh)
  async refresh(
    @Input() { body }: RouteInput<typeof webRefresh>,
    @Headers('x-refresh-token') header: string | undefined,
  ): Promise<WebTokens> {
    const token = header || body.refresh_token || body.refreshToken;
    if (!token) throw missing();
    const { user, session, successor, issuedAt } = await this.service.refresh(token, 'web');
    return webTokens(
      { user, sessionId: session.id, refreshToken: successor, issuedAt, sessionEndsAt: session.expiresAt },
      this.settings.signingKeys[0],
    );
  }
}

const missing = (): AppError =>
  new AppError('VALIDATION_FAILED', 'neither header nor body has a refresh token', {
    details: { errors: [{ path: 'refresh_token', message: 'is needed, here or in the header X-Refresh-Token' }] },
  });
