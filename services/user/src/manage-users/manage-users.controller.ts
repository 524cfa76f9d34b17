import type { RouteInput, RouteReply } from '@mojian/contracts/route';
import { activateUser, disableUser, getUser, listUsers, updateUser } from '@mojian/contracts/routes/user-admin.routes';
import { Caller, type CallerIdentity } from '@mojian/service-kit/caller';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Origin, type RequestOrigin } from '@mojian/service-kit/origin';
import { Controller, Inject } from '@nestjs/common';
import { UserListRepository } from '../data/user-list.repository.js';
import { done } from '../domain/messages.js';
import { describeWebUser } from '../domain/web-user.js';
import { ManageUsersService } from './manage-users.service.js';

@Controller()
export class ManageUsersController {
  constructor(
    @Inject(UserListRepository) private readonly users: UserListRepository,
    @Inject(ManageUsersService) private readonly service: ManageUsersService,
  ) {}

  @Handle(listUsers)
  async list(@Input() { query }: RouteInput<typeof listUsers>): Promise<RouteReply<typeof listUsers>> {
    const { page, page_size } = query;
    const { users, total } = await this.users.list(query);
    return {
      items: users.map(describeWebUser),
      total,
      page,
      page_size,
      total_pages: Math.ceil(total / page_size),
    };
  }

  @Handle(getUser)
  async get(@Input() { params }: RouteInput<typeof getUser>): Promise<RouteReply<typeof getUser>> {
    return describeWebUser(await this.users.get(params.id));
  }

  @Handle(updateUser)
  async update(
    @Input() { params, body }: RouteInput<typeof updateUser>,
    @Caller() { userId: adminId }: CallerIdentity,
  ): Promise<RouteReply<typeof updateUser>> {
    const { reason, ...change } = body;
    return describeWebUser(await this.service.update({ userId: params.id, adminId, change, reason }));
  }

  @Handle(disableUser)
  async disable(
    @Input() { params, body }: RouteInput<typeof disableUser>,
    @Caller() { userId: adminId }: CallerIdentity,
    @Origin() { language }: RequestOrigin,
  ): Promise<RouteReply<typeof disableUser>> {
    const change = { is_active: false };
    await this.service.update({ userId: params.id, adminId, change, reason: body.reason });
    return done('userDisabled', language);
  }

  @Handle(activateUser)
  async activate(
    @Input() { params, body }: RouteInput<typeof activateUser>,
    @Caller() { userId: adminId }: CallerIdentity,
    @Origin() { language }: RequestOrigin,
  ): Promise<RouteReply<typeof activateUser>> {
    const change = { is_active: true };
    await this.service.update({ userId: params.id, adminId, change, reason: body.reason });
    return done('userActivated', language);
  }
}
