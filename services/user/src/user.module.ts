import { type DynamicModule, Module } from '@nestjs/common';
import { accountControllers, accountProviders } from './account.providers.js';
import { ApiKeyStateController } from './api-keys/api-key-state.controller.js';
import { ApiKeysController } from './api-keys/api-keys.controller.js';
import { ApiKeysService } from './api-keys/api-keys.service.js';
import { CleanUpSessionsService } from './clean-up-sessions/clean-up-sessions.service.js';
import { AccountRepository } from './data/account.repository.js';
import { ApiKeyRepository } from './data/api-key.repository.js';
import { SessionRepository } from './data/session.repository.js';
import { SessionRetention } from './data/session-retention.js';
import { SessionStateRepository } from './data/session-state.repository.js';
import { JwksController } from './jwks/jwks.controller.js';
import { LogInController } from './log-in/log-in.controller.js';
import { LogInService } from './log-in/log-in.service.js';
import { passwordControllers, passwordProviders } from './password.providers.js';
import { RefreshSessionController } from './refresh-session/refresh-session.controller.js';
import { RefreshSessionService } from './refresh-session/refresh-session.service.js';
import { WebRefreshController } from './refresh-session/web-refresh.controller.js';
import { securityControllers, securityProviders } from './security.providers.js';
import { SessionStateController } from './session-state/session-state.controller.js';
import { EndSessionService } from './sessions/end-session.service.js';
import { LogOutController } from './sessions/log-out.controller.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { WebLogOutController } from './sessions/web-log-out.controller.js';
import { USER_SETTINGS, type UserSettings } from './settings.js';
import { TellOpenidController } from './tell-openid/tell-openid.controller.js';
import { UserInfoController } from './user-info/user-info.controller.js';

export const userControllers = [
  LogInController,
  RefreshSessionController,
  LogOutController,
  UserInfoController,
  JwksController,
  SessionStateController,
  TellOpenidController,
  ...securityControllers,
  SessionsController,
  WebRefreshController,
  WebLogOutController,
  ApiKeysController,
  ApiKeyStateController,
  ...accountControllers,
  ...passwordControllers,
];

export interface UserModuleOptions {
  /** From `databaseModule`. */
  readonly database: DynamicModule;
  readonly settings: UserSettings;
}

@Module({})
class UserModule {}

export const userModule = ({ database, settings }: UserModuleOptions): DynamicModule => ({
  module: UserModule,
  imports: [database],
  controllers: userControllers,
  providers: [
    { provide: USER_SETTINGS, useValue: settings },
    AccountRepository,
    ...securityProviders,
    SessionRepository,
    SessionStateRepository,
    SessionRetention,
    ApiKeyRepository,
    LogInService,
    RefreshSessionService,
    EndSessionService,
    ApiKeysService,
    CleanUpSessionsService,
    ...accountProviders,
    ...passwordProviders,
  ],
});
