import { ChangePasswordController } from './change-password/change-password.controller.js';
import { ChangePasswordService } from './change-password/change-password.service.js';
import { LogInRepository } from './data/log-in.repository.js';
import { MailRepository } from './data/mail.repository.js';
import { PasswordRepository } from './data/password.repository.js';
import { PasswordResetRepository } from './data/password-reset.repository.js';
import { RegistrationRepository } from './data/registration.repository.js';
import { ForgotPasswordController } from './forgot-password/forgot-password.controller.js';
import { ForgotPasswordService } from './forgot-password/forgot-password.service.js';
import { GetAccountController } from './get-account/get-account.controller.js';
import { PasswordConfirmation } from './passwords/confirm-password.js';
import { PasswordHasher } from './passwords/password-hasher.js';
import { TryWindows } from './passwords/try-windows.js';
import { RegisterController } from './register/register.controller.js';
import { RegisterService } from './register/register.service.js';
import { ResetPasswordController } from './reset-password/reset-password.controller.js';
import { ResetPasswordService } from './reset-password/reset-password.service.js';
import { SendMailsService } from './send-mails/send-mails.service.js';
import { WebLogInController } from './web-log-in/web-log-in.controller.js';
import { WebLogInService } from './web-log-in/web-log-in.service.js';

export const passwordControllers = [
  RegisterController,
  WebLogInController,
  GetAccountController,
  ForgotPasswordController,
  ResetPasswordController,
  ChangePasswordController,
];

export const passwordProviders = [
  PasswordHasher,
  TryWindows,
  PasswordConfirmation,
  PasswordRepository,
  PasswordResetRepository,
  RegistrationRepository,
  LogInRepository,
  MailRepository,
  RegisterService,
  WebLogInService,
  ForgotPasswordService,
  ResetPasswordService,
  ChangePasswordService,
  SendMailsService,
];
