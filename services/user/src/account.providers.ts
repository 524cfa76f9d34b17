import { AccountController } from './account/account.controller.js';
import { UpdateAccountService } from './account/update-account.service.js';
import { AccountDeletionRepository } from './data/account-deletion.repository.js';
import { ErasureRepository } from './data/erasure.repository.js';
import { IdentityRepository } from './data/identity.repository.js';
import { PersonalDataRepository } from './data/personal-data.repository.js';
import { UserRepository } from './data/user.repository.js';
import { UserListRepository } from './data/user-list.repository.js';
import { DeleteAccountController } from './delete-account/delete-account.controller.js';
import { DeleteAccountService } from './delete-account/delete-account.service.js';
import { EraseAccountsService } from './erase-accounts/erase-accounts.service.js';
import { ExportAccountController } from './export-account/export-account.controller.js';
import { ExportAccountService } from './export-account/export-account.service.js';
import { IdentitiesController } from './identities/identities.controller.js';
import { LinkIdentitiesService } from './identities/link-identities.service.js';
import { ManageUsersController } from './manage-users/manage-users.controller.js';
import { ManageUsersService } from './manage-users/manage-users.service.js';
import { CodeConfirmation } from './wechat/confirm-code.js';

/** What somebody does with their own account, and an admin with all of them. */
export const accountControllers = [
  AccountController,
  IdentitiesController,
  ExportAccountController,
  DeleteAccountController,
  ManageUsersController,
];

export const accountProviders = [
  UserRepository,
  UserListRepository,
  IdentityRepository,
  PersonalDataRepository,
  AccountDeletionRepository,
  ErasureRepository,
  CodeConfirmation,
  UpdateAccountService,
  LinkIdentitiesService,
  ExportAccountService,
  DeleteAccountService,
  EraseAccountsService,
  ManageUsersService,
];
