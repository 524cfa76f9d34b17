import { type Language, languageOf } from '@mojian/contracts/dialect';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { addressOf } from './caller.js';

/** Where a request comes from, logged in or not. */
export interface RequestOrigin {
  /** Address of the client; null where a process of ours asks for itself. */
  readonly address: string | null;
  /** User-Agent, at most 300 characters. */
  readonly agent: string | null;
  /** What the client would read. */
  readonly language: Language;
}

const longestAgent = 300;

/** A handler's parameter of type `RequestOrigin`. */
export const Origin = createParamDecorator((_: unknown, context: ExecutionContext): RequestOrigin => {
  const request = context.switchToHttp().getRequest<Request>();
  return {
    address: addressOf(request),
    agent: request.get('user-agent')?.slice(0, longestAgent) ?? null,
    language: languageOf(request.get('accept-language')),
  };
});
