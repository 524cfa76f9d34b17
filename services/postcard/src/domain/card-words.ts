import type { UserBrief } from '@mojian/contracts/brief';
import type { FinishedCard } from '@mojian/contracts/routes/task-run.routes';

type Words = readonly (string | null)[];

/** All that the person gave and somebody else may come to read. */
export const wordsOfBrief = ({ words, recipient, sender, style, theme, told }: UserBrief): Words => [
  words,
  recipient,
  sender,
  style,
  theme,
  told.location,
  told.city,
  told.weather,
];

/** All words of a finished card, those of its brief and those that were made, each once and on lines of its own. */
export function wordsOfCard({ copy, interactions }: Pick<FinishedCard, 'copy' | 'interactions'>, brief: UserBrief) {
  const { letter, postmark, verse } = copy;
  const made = [
    copy.title,
    ...copy.headline,
    verse?.text ?? null,
    letter.salutation,
    ...letter.opening,
    letter.words,
    ...letter.closing,
    letter.signature,
    postmark.place,
    copy.seal,
    ...interactions.map(({ name }) => name),
  ];
  return [...new Set([...wordsOfBrief(brief), ...made])].filter((text) => text !== null).join('\n');
}
