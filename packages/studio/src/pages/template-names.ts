/** The ways of opening a card; each is a module in `templates/`. */
export const templateNames = [
  'envelope',
  'frosted-window',
  'lantern',
  'paper-boat',
  'wind-bell',
  'self-drawn-ink',
  'scratch-stamp',
  'flip-book',
] as const;
export type TemplateName = (typeof templateNames)[number];
