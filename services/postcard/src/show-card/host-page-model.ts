import type { Interaction } from '@mojian/contracts/card/page';

/** The letter, as text: the host page shows it to whoever skips the card or cannot run it. */
interface HostPageLetter {
  readonly salutation: string | null;
  readonly opening: readonly string[];
  /** The person's own words, verbatim. */
  readonly words: string;
  readonly closing: readonly string[];
  readonly signature: string | null;
}

/** Script and style of the host page: same-origin URLs named by content hash, so they never change. */
export interface HostAssetUrls {
  readonly script: string;
  readonly style: string;
  /** Style sheet of the brush type, loaded last. */
  readonly brush: string;
}

/** What link previews show; every URL absolute. */
interface OpenGraph {
  readonly title: string;
  readonly description: string;
  readonly url: string;
  readonly image: string;
}

/**
 * All that the host page of a card is made of. Every string is data, not markup: whoever renders it escapes it.
 * URLs are absolute where told, else paths on the host page's own origin.
 */
export interface HostPageModel {
  readonly language: 'zh' | 'en';
  readonly title: string;
  /** The poem, two to four lines. */
  readonly lines: readonly string[];
  readonly letter: HostPageLetter;
  readonly sender: string | null;
  readonly recipient: string | null;
  /** Null on the owner's own view by a ticket: then there is no report form, poster path or capsule path. */
  readonly slug: string | null;
  /** Absolute, on the card origin, signed for two minutes. Source of the frame. */
  readonly frameUrl: string;
  /** Origin from which alone messages are accepted (they come with origin `null` from the sandbox; compare the window). */
  readonly cardOrigin: string;
  readonly posterUrl: string;
  /** The card as one file to keep; null on the owner's view of a card that is not shared. */
  readonly capsuleUrl: string | null;
  /** Where the report form posts `reason` and `note`; null without a slug. */
  readonly reportUrl: string | null;
  /** Where someone goes who wants to answer with a card of their own. */
  readonly replyUrl: string;
  /** The visible AI label, to be shown continuously and outside the card. */
  readonly label: string;
  readonly assets: HostAssetUrls;
  /** What can be done with the card, for hints. */
  readonly interactions: readonly Interaction[];
  /** Colours of the card, `#rrggbb`, for what surrounds the frame. */
  readonly palette: { readonly ground: string; readonly ink: string; readonly accent: string; readonly paper: string };
  readonly og: OpenGraph;
}

/** A page that only says something: a card that is gone, a refused link, thanks for a report. */
export interface MessagePageModel {
  readonly language: 'zh' | 'en';
  readonly title: string;
  readonly message: string;
  /** Back to the product. */
  readonly homeUrl: string;
  readonly assets: HostAssetUrls;
}
