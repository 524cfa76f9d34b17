import type { RouteInput, RouteReply } from '@mojian/contracts/route';
import { getSessionState, listEndedSessions } from '@mojian/contracts/routes/session-state.routes';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Inject } from '@nestjs/common';
import { SessionStateRepository } from '../data/session-state.repository.js';
import { USER_SETTINGS, type UserSettings } from '../settings.js';

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

/** What the gateway asks about the sessions of the tokens that it is shown. */
@Controller()
export class SessionStateController {
  constructor(
    @Inject(USER_SETTINGS) private readonly settings: UserSettings,
    @Inject(SessionStateRepository) private readonly states: SessionStateRepository,
  ) {}

  @Handle(getSessionState)
  async get(@Input() { params }: RouteInput<typeof getSessionState>): Promise<SessionState> {
    const found = await this.states.find(params.session_id, this.settings.clock());
    return found ? { ...found, refreshed_at: found.refreshed_at?.toISOString() ?? null } : unknown;
  }

  @Handle(listEndedSessions)
  async listEnded(
    @Input() { query }: RouteInput<typeof listEndedSessions>,
  ): Promise<RouteReply<typeof listEndedSessions>> {
    return { ended: await this.states.ended(query.ids, this.settings.clock()) };
  }
}
