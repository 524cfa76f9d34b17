import { AppError } from '@mojian/contracts/app-error';
import { languageOf } from '@mojian/contracts/dialect';
import type { RouteInput } from '@mojian/contracts/route';
import { createPostcard } from '@mojian/contracts/routes/postcard.routes';
import { Caller, type CallerIdentity } from '@mojian/service-kit/caller';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Req } from '@nestjs/common';
import type { Request } from 'express';
import { spokenLanguage } from '../domain/spoken-language.js';
import { CreatePostcardService } from './create-postcard.service.js';

const LONGEST_KEY = 255;

@Controller()
export class CreatePostcardController {
  constructor(private readonly service: CreatePostcardService) {}

  @Handle(createPostcard)
  create(
    @Input() { body }: RouteInput<typeof createPostcard>,
    @Caller() { userId }: CallerIdentity,
    @Req() request: Request,
  ) {
    return this.service.create({
      userId,
      body,
      idempotencyKey: readKey(request.get('idempotency-key')),
      language: body.language ?? spokenLanguage(body.user_input) ?? languageOf(request.get('accept-language')),
    });
  }
}

function readKey(header: string | undefined): string | null {
  const key = header?.trim() ?? '';
  if (key.length <= LONGEST_KEY) return key === '' ? null : key;
  const problem = { path: 'Idempotency-Key', message: `must have at most ${LONGEST_KEY} characters` };
  throw new AppError('VALIDATION_FAILED', 'the idempotency key is too long', { details: { errors: [problem] } });
}
