import type { RouteInput, RouteReply } from '@mojian/contracts/route';
import { getSessionState } from '@mojian/contracts/routes/session-state.routes';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Inject } from '@nestjs/common';
import { SessionRepository } from '../data/session.repository.js';

type SessionState = RouteReply<typeof getSessionState>;

const unknown: SessionState = {
  alive: false,
  user_id: null,
  user_active: false,
  role: null,
  plan: null,
  token_version: 0,
  refreshed_at: null,
};

@Controller()
export class SessionStateController {
  constructor(@Inject(SessionRepository) private readonly sessions: SessionRepository) {}

  @Handle(getSessionState)
  async get(@Input() { params }: RouteInput<typeof getSessionState>): Promise<SessionState> {
    const found = await this.sessions.find(params.session_id);
    if (!found) return unknown;
    const { session, user } = found;
    return {
      alive: session.revokedAt === null,
      user_id: user.id,
      user_active: user.active,
      role: user.role,
      plan: user.plan,
      token_version: user.tokenVersion,
      refreshed_at: session.refreshedAt?.toISOString() ?? null,
    };
  }
}
