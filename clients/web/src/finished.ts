import { deletePostcard, getResult, listPostcards } from '@mojian/contracts/routes/postcard.routes';
import { sharePostcard } from '@mojian/contracts/routes/share.routes';
import { type Client, createClient } from '@mojian/sdk/create-client';
import { element } from './element.js';
import type { Session } from './session.js';

const routes = { deletePostcard, getResult, listPostcards, sharePostcard };
const GALLERY_SIZE = 12;

/** The finished card, what can be done with it, and those that came before. */
export class Finished {
  private readonly client: Client<typeof routes>;
  private cardId = '';

  constructor(
    private readonly session: Session,
    private readonly onAgain: () => Promise<void>,
  ) {
    this.client = createClient(routes, session.settings);
    element('share', HTMLButtonElement).addEventListener('click', () => void this.share());
    element('again', HTMLButtonElement).addEventListener('click', () => void this.removeAndStartAgain());
    // The ticket in the address lives ten minutes: a fresh one is fetched for every visit.
    for (const id of ['open', 'open-button']) {
      element(id, HTMLAnchorElement).addEventListener('click', () =>
        setTimeout(() => void this.show(this.cardId), 1000),
      );
    }
  }

  async show(cardId: string): Promise<void> {
    const card = await this.session.authorised(() => this.client.getResult({ params: { id: cardId }, query: {} }));
    this.cardId = card.id;
    const poster = element('poster', HTMLImageElement);
    poster.src = card.preview_url;
    poster.alt = `${card.card_title}：卡片的样子`;
    element('card-title', HTMLHeadingElement).textContent = card.card_title;
    for (const id of ['open', 'open-button']) element(id, HTMLAnchorElement).href = card.page_url;
    element('save-poster', HTMLAnchorElement).href = card.preview_url;
    element('share-state', HTMLParagraphElement).textContent = '';
  }

  async showGallery(): Promise<void> {
    const { postcards } = await this.session.authorised(() =>
      this.client.listPostcards({ query: { limit: GALLERY_SIZE } }),
    );
    element('gallery', HTMLElement).hidden = postcards.length === 0;
    element('cards', HTMLUListElement).replaceChildren(
      ...postcards.map(({ id, card_title: title, preview_url: src }) => {
        const image = Object.assign(new Image(), { src, alt: title, loading: 'lazy' });
        const open = document.createElement('button');
        open.type = 'button';
        open.append(image, title);
        open.addEventListener('click', () => void this.openFromGallery(id));
        const item = document.createElement('li');
        item.append(open);
        return item;
      }),
    );
  }

  private async openFromGallery(cardId: string): Promise<void> {
    await this.show(cardId);
    element('finished', HTMLElement).hidden = false;
    element('finished', HTMLElement).scrollIntoView({ behavior: 'smooth' });
  }

  private async share(): Promise<void> {
    const said = element('share-state', HTMLParagraphElement);
    try {
      const { url } = await this.session.authorised(() => this.client.sharePostcard({ params: { id: this.cardId } }));
      said.textContent = (await copied(url)) ? `已复制：${url}` : url;
    } catch (error) {
      said.textContent = error instanceof Error ? error.message : '没能取得链接';
    }
  }

  private async removeAndStartAgain(): Promise<void> {
    if (!window.confirm('收起后，这张卡片和它的链接都不能再打开。要收起吗？')) return;
    await this.session.authorised(() => this.client.deletePostcard({ params: { id: this.cardId } }));
    await this.onAgain();
  }
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Not allowed here (plain http): the link is shown instead.
    return false;
  }
}
