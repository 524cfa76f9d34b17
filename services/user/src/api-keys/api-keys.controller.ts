import type { RouteInput, RouteReply } from '@mojian/contracts/route';
import { createApiKey, listApiKeys, revokeApiKey } from '@mojian/contracts/routes/api-key.routes';
import { Caller, type CallerIdentity } from '@mojian/service-kit/caller';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Inject } from '@nestjs/common';
import type { ApiKey } from '../data/api-key.entity.js';
import { ApiKeysService } from './api-keys.service.js';

type DescribedApiKey = RouteReply<typeof listApiKeys>['items'][number];

@Controller()
export class ApiKeysController {
  constructor(@Inject(ApiKeysService) private readonly service: ApiKeysService) {}

  @Handle(createApiKey)
  async create(
    @Input() { body }: RouteInput<typeof createApiKey>,
    @Caller() caller: CallerIdentity,
  ): Promise<RouteReply<typeof createApiKey>> {
    const { apiKey, key } = await this.service.create(caller, body);
    return { ...describeApiKey(apiKey), key };
  }

  @Handle(listApiKeys)
  async list(@Caller() { userId }: CallerIdentity): Promise<RouteReply<typeof listApiKeys>> {
    return { items: (await this.service.list(userId)).map(describeApiKey) };
  }

  @Handle(revokeApiKey)
  async revoke(
    @Input() { params }: RouteInput<typeof revokeApiKey>,
    @Caller() { userId }: CallerIdentity,
  ): Promise<RouteReply<typeof revokeApiKey>> {
    await this.service.revoke(userId, params.key_id);
    return { revoked: true };
  }
}

const describeApiKey = (key: ApiKey): DescribedApiKey => ({
  id: key.id,
  name: key.name,
  prefix: key.prefix,
  scopes: key.scopes,
  created_at: key.createdAt.toISOString(),
  expires_at: key.expiresAt?.toISOString() ?? null,
  last_used_at: key.lastUsedAt?.toISOString() ?? null,
});
