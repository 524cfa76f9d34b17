import { AppError } from '@mojian/contracts/app-error';
import type { RouteInput, RouteReply } from '@mojian/contracts/route';
import { listSessions, revokeOtherSessions, revokeSession } from '@mojian/contracts/routes/user.routes';
import { Caller, type CallerIdentity, sessionOf } from '@mojian/service-kit/caller';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Inject } from '@nestjs/common';
import { SessionRepository } from '../data/session.repository.js';
import { USER_SETTINGS, type UserSettings } from '../settings.js';
import { EndSessionService } from './end-session.service.js';

@Controller()
export class SessionsController {
  constructor(
    @Inject(USER_SETTINGS) private readonly settings: UserSettings,
    @Inject(SessionRepository) private readonly sessions: SessionRepository,
    @Inject(EndSessionService) private readonly ending: EndSessionService,
  ) {}

  @Handle(listSessions)
  async list(@Caller() caller: CallerIdentity): Promise<RouteReply<typeof listSessions>> {
    const current = sessionOf(caller);
    const sessions = await this.sessions.list(caller.userId, this.settings.clock());
    const items = sessions.map(({ id, audience, address, agent, createdAt, refreshedAt, expiresAt }) => ({
      id,
      audience,
      current: id === current,
      address,
      agent,
      created_at: createdAt.toISOString(),
      refreshed_at: refreshedAt?.toISOString() ?? null,
      expires_at: expiresAt.toISOString(),
    }));
    return { items };
  }

  @Handle(revokeOtherSessions)
  async revokeOthers(@Caller() caller: CallerIdentity): Promise<RouteReply<typeof revokeOtherSessions>> {
    return { revoked: await this.ending.endOthers(caller.userId, sessionOf(caller)) };
  }

  /** A session of somebody else is none at all. */
  @Handle(revokeSession)
  async revoke(
    @Input() { params }: RouteInput<typeof revokeSession>,
    @Caller() { userId }: CallerIdentity,
  ): Promise<RouteReply<typeof revokeSession>> {
    const ended = await this.ending.end({ userId, sessionId: params.session_id, reason: 'revoked' });
    if (!ended) throw new AppError('SESSION_NOT_FOUND', 'the caller has no such living session');
    return { revoked: 1 };
  }
}
