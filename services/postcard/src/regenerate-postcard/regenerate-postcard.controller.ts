import type { RouteInput } from '@mojian/contracts/route';
import { regeneratePostcard } from '@mojian/contracts/routes/postcard.routes';
import { addressOf, Caller, type CallerIdentity } from '@mojian/service-kit/caller';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Owned } from '@mojian/service-kit/ownership';
import { Controller, Req } from '@nestjs/common';
import type { Request } from 'express';
import { livingCard, type TaskOrCard } from '../data/owned-things.js';
import { readIdempotencyKey } from '../domain/idempotency-key.js';
import { RegeneratePostcardService } from './regenerate-postcard.service.js';

@Controller()
export class RegeneratePostcardController {
  constructor(private readonly service: RegeneratePostcardService) {}

  @Handle(regeneratePostcard)
  async regenerate(
    @Input() _: RouteInput<typeof regeneratePostcard>,
    @Owned() found: TaskOrCard | undefined,
    @Caller() { userId, plan }: CallerIdentity,
    @Req() request: Request,
  ) {
    const task_id = await this.service.regenerate({
      holder: { userId, plan },
      address: addressOf(request),
      card: livingCard(found),
      idempotencyKey: readIdempotencyKey(request.get('idempotency-key')),
    });
    return { task_id };
  }
}
