import { getUserInfo } from '@mojian/contracts/routes/auth.routes';
import {
  createPostcard,
  deletePostcard,
  getResult,
  getTaskStatus,
  listPostcards,
  type TaskState,
} from '@mojian/contracts/routes/postcard.routes';
import { brief } from '../support/person.js';
import { ApiUser, isUndecided, PATIENT } from './api-user.js';
import type { ClientJournal } from './client-journal.js';
import { followEvents } from './follow-events.js';
import type { CardPlan, Story } from './plan-stories.js';

/** Seconds of one look, and how many looks: longer than the deadline of a task. */
const LOOK_S = 5;
const LOOKS = 80;

export interface AcceptedTask {
  readonly id: string;
  readonly card: CardPlan;
  readonly visitor: Visitor;
}

/** What all visitors write together. */
export interface Ledger {
  readonly journal: ClientJournal;
  readonly accepted: AcceptedTask[];
  /** Creates of which nobody knows what became. */
  readonly unknown: { readonly card: CardPlan; readonly visitor: Visitor }[];
  /** What the clients saw at the end of each task. */
  readonly seen: Map<string, TaskState>;
}

/** Somebody with a plan, and what they see of the product while it is treated badly. */
export class Visitor {
  private readonly user: ApiUser;

  constructor(
    private readonly story: Story,
    urls: readonly string[],
    private readonly ledger: Ledger,
  ) {
    this.user = new ApiUser(urls, ledger.journal);
  }

  /** Resolves when the plan is done, or when nothing more can be done before the end of the faults. */
  async live(): Promise<void> {
    if (await this.user.logIn(this.story.name)) await this.tell(this.story.cards, (card) => card.tries);
  }

  /** The rest of the plan, from a card that was left for later; now with all patience. */
  async goOn(from: CardPlan): Promise<void> {
    const { cards } = this.story;
    await this.tell(cards.slice(cards.indexOf(from)), () => PATIENT);
  }

  private async tell(cards: readonly CardPlan[], triesOf: (card: CardPlan) => number): Promise<void> {
    let completed = 0;
    for (const card of cards) {
      const task = await this.create(card, triesOf(card));
      if (!task) return;
      if (await this.lookAfter(task)) completed += 1;
    }
    if (this.story.asksForMore && completed === 2) await this.askForMore();
  }

  /** Sends the create of this plan; undefined where it was refused, or where nothing is known of it. */
  private async create(card: CardPlan, tries: number): Promise<AcceptedTask | undefined> {
    const { journal, accepted, unknown } = this.ledger;
    const asked = await this.send(card, tries);
    if (!asked.value) {
      if (isUndecided(asked)) unknown.push({ card, visitor: this });
      else journal.surprise(`create ${card.key} was refused: ${asked.code}`);
      return undefined;
    }
    const task = { id: asked.value.task_id, card, visitor: this };
    accepted.push(task);
    if (card.sendsTwice) await this.confirm(task);
    return task;
  }

  /** The same key is the same task. */
  async confirm({ id, card }: AcceptedTask): Promise<void> {
    const { value, code } = await this.send(card, PATIENT);
    const now = value?.task_id ?? code;
    if (now !== id) this.ledger.journal.surprise(`create ${card.key} was ${id}, and is ${now} when it is repeated`);
  }

  /** The end of a task as a client sees it, by stream or by polls. */
  async follow({ id, card }: AcceptedTask): Promise<TaskState | undefined> {
    const { user, ledger } = this;
    const streamed = card.follows === 'events' && (await followEvents(user.nextUrl(), id, user.token ?? ''));
    const state = streamed || (await this.poll(id));
    if (!state) return undefined;
    ledger.seen.set(id, state);
    // The other gateway, and maybe the other service.
    const again = await this.status(id, 0);
    if (again && again.status !== state.status)
      user.missed('status after end', `${state.status}, then ${again.status}`);
    return state;
  }

  private async poll(taskId: string): Promise<TaskState | undefined> {
    for (let look = 0; look < LOOKS; look += 1) {
      const state = await this.status(taskId, LOOK_S);
      if (!state || state.status === 'completed' || state.status === 'failed') return state;
    }
    this.ledger.journal.surprise(`task ${taskId} does not end`);
    return undefined;
  }

  private status(taskId: string, wait: number): Promise<TaskState | undefined> {
    const request = { params: { task_id: taskId }, query: { wait } };
    return this.user.read('status', { getTaskStatus }, (client) => client.getTaskStatus(request));
  }

  private send(card: CardPlan, tries: number) {
    const { drawing_data, ...rest } = brief(card.words);
    const trajectory = drawing_data.trajectory.slice(0, card.inkPoints);
    const body = card.inkPoints > 0 ? { ...rest, drawing_data: { trajectory } } : rest;
    const change = { op: 'create', requestId: `create-${card.key}`, key: card.key, tries };
    return this.user.change(change, { createPostcard }, (client, options) => client.createPostcard({ body }, options));
  }

  /** Whether there was a card to look at. */
  private async lookAfter(task: AcceptedTask): Promise<boolean> {
    const end = await this.follow(task);
    if (task.card.refreshes) await this.refresh(task.card.key);
    if (end?.status !== 'completed') return false;
    const params = { id: task.id };
    const result = await this.user.read('result', { getResult }, (client) => client.getResult({ params, query: {} }));
    if (!result) return false;
    await this.expectListed(result.id, true);
    if (task.card.deletes && (await this.delete(result.id))) await this.expectListed(result.id, false);
    return true;
  }

  private async refresh(name: string): Promise<void> {
    if (!(await this.user.refresh(name))) return;
    await this.user.read('userinfo', { getUserInfo }, (client) => client.getUserInfo());
  }

  /** Two looks: at both gateways. */
  private async expectListed(cardId: string, expected: boolean): Promise<void> {
    const query = { limit: 50 };
    for (let look = 0; look < 2; look += 1) {
      const list = await this.user.read('list', { listPostcards }, (client) => client.listPostcards({ query }));
      const isListed = list?.postcards.some(({ id }) => id === cardId);
      if (list && isListed !== expected) this.user.missed(`list after ${expected ? 'create' : 'delete'}`, cardId);
    }
  }

  private async delete(cardId: string): Promise<boolean> {
    const change = { op: 'delete', requestId: `delete-${cardId}` };
    const params = { id: cardId };
    const asked = await this.user.change(change, { deletePostcard }, (client, options) =>
      client.deletePostcard({ params }, options),
    );
    // An earlier try got through, and its answer was lost.
    if (asked.code === 'OK' || (asked.code === 'CARD_NOT_FOUND' && asked.tries > 1)) return true;
    this.ledger.journal.surprise(`delete of ${cardId} ended with ${asked.status} ${asked.code}`);
    return false;
  }

  private async askForMore(): Promise<void> {
    const { name, cards } = this.story;
    const [first] = cards;
    if (!first) return;
    const asked = await this.send({ ...first, key: `${name}-more`, words: `${first.words} 再来一张` }, PATIENT);
    // The slot is asked for before the units.
    if (asked.code !== 'QUOTA_USED_UP' && asked.code !== 'SLOT_TAKEN') {
      this.ledger.journal.surprise(`a third card of ${name} was answered ${asked.status} ${asked.code}`);
    }
  }
}
