import type { AppError } from '@mojian/contracts/app-error';
import type { Language } from '@mojian/contracts/dialect';
import { HostAssets } from './host-assets.js';
import { renderMessagePage } from './message-page.js';

interface Message {
  readonly language: Language;
  readonly title: string;
  readonly message: string;
}

/** Where a page's own paths begin. */
interface Paths {
  readonly home: string;
  readonly path: (path: string) => string;
}

const TITLES = {
  gone: { zh: '这张卡片不在了', en: 'This card is gone' },
  checked: { zh: '再等一小会儿', en: 'Just a little while' },
  other: { zh: '打不开', en: 'This did not open' },
} as const;

const titleOf = ({ code }: AppError): keyof typeof TITLES => {
  if (code === 'SHARE_NOT_FOUND' || code === 'CARD_NOT_FOUND') return 'gone';
  return code === 'CARD_UNDER_CHECK' ? 'checked' : 'other';
};

/** Pages that only say something. */
export class MessagePages {
  constructor(private readonly assets: HostAssets) {}

  render(message: Message, paths: Paths): string {
    return renderMessagePage({ ...message, homeUrl: paths.home, assets: this.assets.urls((path) => paths.path(path)) });
  }

  /** The document of an error, for the routes of the `page` dialect. */
  renderError(error: AppError, language: Language, basePath: string): string {
    const paths = { home: `${basePath}/`, path: (path: string) => `${basePath}${path}` };
    return this.render({ language, title: TITLES[titleOf(error)][language], message: error.say(language) }, paths);
  }
}
