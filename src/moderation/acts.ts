/** What the buttons of a report do. */
export const moderateActs = ['hide', 'show', 'block', 'unblock', 'delete', 'dismiss'] as const;
export type ModerateAct = (typeof moderateActs)[number];
