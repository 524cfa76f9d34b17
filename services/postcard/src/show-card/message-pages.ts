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
  zh: { gone: '这张卡片不在了', other: '打不开' },
  en: { gone: 'This card is gone', other: 'This did not open' },
} as const;

/** Pages that only say something. */
export class MessagePages {
  constructor(private readonly assets: HostAssets) {}

  render(message: Message, paths: Paths): string {
    return renderMessagePage({ ...message, homeUrl: paths.home, assets: this.assets.urls((path) => paths.path(path)) });
  }

  /** The document of an error, for the routes of the `page` dialect. */
  renderError(error: AppError, language: Language, basePath: string): string {
    const gone = error.code === 'SHARE_NOT_FOUND' || error.code === 'CARD_NOT_FOUND';
    const paths = { home: `${basePath}/`, path: (path: string) => `${basePath}${path}` };
    return this.render(
      { language, title: TITLES[language][gone ? 'gone' : 'other'], message: error.say(language) },
      paths,
    );
  }
}
