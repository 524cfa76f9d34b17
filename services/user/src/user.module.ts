import { type DynamicModule, Module } from '@nestjs/common';
import { AccountRepository } from './data/account.repository.js';
import { SessionRepository } from './data/session.repository.js';
import { JwksController } from './jwks/jwks.controller.js';
import { LogInController } from './log-in/log-in.controller.js';
import { LogInService } from './log-in/log-in.service.js';
import { LogOutController } from './log-out/log-out.controller.js';
import { RefreshSessionController } from './refresh-session/refresh-session.controller.js';
import { RefreshSessionService } from './refresh-session/refresh-session.service.js';
import { SessionStateController } from './session-state/session-state.controller.js';
import { USER_SETTINGS, type UserSettings } from './settings.js';
import { UserInfoController } from './user-info/user-info.controller.js';

export const userControllers = [
  LogInController,
  RefreshSessionController,
  LogOutController,
  UserInfoController,
  JwksController,
  SessionStateController,
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
    SessionRepository,
    LogInService,
    RefreshSessionService,
  ],
});
