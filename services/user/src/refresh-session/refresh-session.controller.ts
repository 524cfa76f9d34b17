import type { RouteInput } from '@mojian/contracts/route';
import { refresh } from '@mojian/contracts/routes/auth.routes';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Inject } from '@nestjs/common';
import { type TokenPair, tokenPair } from '../domain/token-pair.js';
import { USER_SETTINGS, type UserSettings } from '../settings.js';
import { RefreshSessionService } from './refresh-session.service.js';

@Controller()
export class RefreshSessionController {
  constructor(
    @Inject(USER_SETTINGS) private readonly settings: UserSettings,
    @Inject(RefreshSessionService) private readonly service: RefreshSessionService,
  ) {}

  @Handle(refresh)
  async refresh(@Input() { body }: RouteInput<typeof refresh>): Promise<TokenPair> {
    const { user, session, successor, issuedAt } = await this.service.refresh(body.refreshToken, 'mini');
    return tokenPair(
      { user, sessionId: session.id, refreshToken: successor, issuedAt, sessionEndsAt: session.expiresAt },
      this.settings.signingKeys[0],
    );
  }
}
