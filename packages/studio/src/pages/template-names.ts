/** The ways of opening a card; each is a module in `templates/`. */
export const templateNames = ['envelope', 'frosted-window', 'lantern'] as const;
export type TemplateName = (typeof templateNames)[number];
