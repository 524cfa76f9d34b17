import type { RouteInput } from '@mojian/contracts/route';
import { answerWechatHandshake, receiveWechatPush } from '@mojian/contracts/routes/content-check.routes';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Res } from '@nestjs/common';
import type { Response } from 'express';
import { ReceivePushService } from './receive-push.service.js';

const headers = {
  'content-type': 'text/plain; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
} as const;

@Controller()
export class WechatPushController {
  constructor(private readonly service: ReceivePushService) {}

  @Handle(answerWechatHandshake)
  async shakeHands(
    @Input() { query }: RouteInput<typeof answerWechatHandshake>,
    @Res() response: Response,
  ): Promise<undefined> {
    response.set(headers).send(this.service.shakeHands(query));
  }

  /** WeChat sends a push again unless this very word answers it. */
  @Handle(receiveWechatPush)
  async receive(@Input() push: RouteInput<typeof receiveWechatPush>, @Res() response: Response): Promise<undefined> {
    await this.service.receive(push);
    response.set(headers).send('success');
  }
}
