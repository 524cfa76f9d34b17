import { asAppError } from '@mojian/contracts/app-error';
import type { UserBrief } from '@mojian/contracts/brief';
import type { FinishedCard } from '@mojian/contracts/routes/task-run.routes';
import { type ContentCheck, checkContent } from '@mojian/safety/content-check';
import type { ContentChecker } from '@mojian/safety/content-checker';
import { localChecker } from '@mojian/safety/local-checker';
import type { Logger } from '@mojian/telemetry/logger';
import { Inject, Injectable } from '@nestjs/common';
import { type CardCheck, cardCheckOf } from '../domain/card-check.js';
import { fileName } from '../domain/card-view.js';
import { wordsOfCard } from '../domain/card-words.js';
import { Sites } from '../domain/site.js';
import { type ContentSafety, LOGGER, SAFETY } from '../settings.js';
import type { CardToCheck } from './content-check.repository.js';

const NOT_ASKED_YET = 'not-asked-yet';
const nobody = { openid: null };

/** Stands for a checker that was not asked: what it would judge is unchecked. */
const absent = (name: string, reason: string): ContentChecker => ({
  name,
  checkText: async () => ({ state: 'unchecked', reason }),
  checkPicture: async () => ({ state: 'out-of-scope' }),
});

/** Asks whoever judges cards here: our own lists, and WeChat where it is set up. */
@Injectable()
export class CardCheckers {
  constructor(
    private readonly sites: Sites,
    @Inject(SAFETY) private readonly safety: ContentSafety | null,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Whether anybody is asked besides our own lists. */
  get asksOthers(): boolean {
    return this.safety !== null;
  }

  /** By our own lists alone, so that no card waits for a vendor; where there is one, its answer is due at once. */
  async begin(card: FinishedCard, brief: UserBrief, now: Date): Promise<CardCheck> {
    const checkers = [localChecker, ...(this.safety ? [absent(this.safety.checker.name, NOT_ASKED_YET)] : [])];
    const content = { words: wordsOfCard(card, brief), pictureUrl: null, author: nobody };
    const begun = cardCheckOf(await checkContent(checkers, content, { now }), now);
    return { ...begun, dueAt: begun.dueAt && now };
  }

  async ask(card: CardToCheck, now: Date): Promise<ContentCheck> {
    const { checkers, openid } = await this.whomToAsk(card.userId);
    const content = {
      words: wordsOfCard(card, card.brief),
      pictureUrl: this.safety?.push ? this.sites.of({}).mediaUrl(fileName(card.picture.full)) : null,
      author: { openid },
    };
    return checkContent(checkers, content, isBegun(card.check) ? { now } : { now, earlier: card.check });
  }

  private async whomToAsk(userId: string) {
    if (!this.safety) return { checkers: [localChecker], openid: null };
    const { checker, openidOf } = this.safety;
    try {
      return { checkers: [localChecker, checker], openid: await openidOf(userId) };
    } catch (error) {
      // Whose content it is must be known before it can be out of WeChat's scope.
      this.logger.warn('safety.author_unknown', { error });
      return { checkers: [localChecker, absent(checker.name, asAppError(error).code)], openid: null };
    }
  }
}

/** Nobody outside has been asked yet. */
const isBegun = ({ answers }: ContentCheck): boolean =>
  answers.some(({ answer }) => answer.state === 'unchecked' && answer.reason === NOT_ASKED_YET);
