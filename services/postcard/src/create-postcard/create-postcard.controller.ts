import { languageOf } from '@mojian/contracts/dialect';
import type { RouteInput } from '@mojian/contracts/route';
import { createPostcard } from '@mojian/contracts/routes/postcard.routes';
import { addressOf, Caller, type CallerIdentity } from '@mojian/service-kit/caller';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Req } from '@nestjs/common';
import type { Request } from 'express';
import { readIdempotencyKey } from '../domain/idempotency-key.js';
import { spokenLanguage } from '../domain/spoken-language.js';
import { CreatePostcardService } from './create-postcard.service.js';

@Controller()
export class CreatePostcardController {
  constructor(private readonly service: CreatePostcardService) {}

  @Handle(createPostcard)
  create(
    @Input() { body }: RouteInput<typeof createPostcard>,
    @Caller() { userId, plan }: CallerIdentity,
    @Req() request: Request,
  ) {
    return this.service.create({
      holder: { userId, plan },
      address: addressOf(request),
      body,
      idempotencyKey: readIdempotencyKey(request.get('idempotency-key')),
      language: body.language ?? spokenLanguage(body.user_input) ?? languageOf(request.get('accept-language')),
    });
  }
}
