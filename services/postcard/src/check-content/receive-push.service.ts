import { AppError } from '@mojian/contracts/app-error';
import { answerHandshake, type MediaVerdict, type PushSettings, readMediaPush } from '@mojian/safety/wechat/media-push';
import type { Logger } from '@mojian/telemetry/logger';
import { Inject, Injectable } from '@nestjs/common';
import { CheckKeeper } from '../data/check-keeper.js';
import { type ContentSafety, LOGGER, type PostcardSettings, SAFETY, SETTINGS } from '../settings.js';
import { PushClaims } from './push-claims.js';

export interface Push {
  readonly query: { readonly signature?: string | undefined; readonly msg_signature?: string | undefined };
  readonly body: string;
}

/** What WeChat sends. Nobody else gets past its signature, which is checked before anything is done. */
@Injectable()
export class ReceivePushService {
  constructor(
    private readonly keeper: CheckKeeper,
    private readonly claims: PushClaims,
    @Inject(SAFETY) private readonly safety: ContentSafety | null,
    @Inject(SETTINGS) private readonly settings: PostcardSettings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** What WeChat wants to read back. */
  shakeHands(query: unknown): string {
    return answerHandshake(query, this.expected(), this.now());
  }

  /** Takes the verdict in a push, once. Other events, repeats, and verdicts that nobody awaits change nothing. */
  async receive(push: Push): Promise<void> {
    const settings = this.expected();
    const verdict = readMediaPush(push, settings, this.now());
    if (!verdict) return;
    const { signature: ofAddress, msg_signature: ofMessage } = push.query;
    const signature = (settings.encodingAesKey === null ? ofAddress : ofMessage) ?? '';
    if (await this.claims.claim(signature)) await this.deliver(verdict, signature);
    else this.logger.info('wechat.push_repeated', { trace: verdict.trace });
  }

  private async deliver({ trace, answer }: MediaVerdict, signature: string): Promise<void> {
    try {
      const isAwaited = await this.keeper.deliver(trace, answer);
      if (!isAwaited) this.logger.warn('wechat.push_unexpected', { trace });
    } catch (error) {
      await this.claims.giveBack(signature);
      throw error;
    }
  }

  /** Without a token of the push there is no such address. */
  private expected(): PushSettings {
    if (!this.safety?.push) throw new AppError('ROUTE_NOT_FOUND', 'the message push is not set up');
    return this.safety.push;
  }

  private now(): Date {
    return this.settings.clock?.() ?? new Date();
  }
}
