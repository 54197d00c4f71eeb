/** The buttons of a report. */
export const moderateActs = ['hide', 'show', 'block', 'unblock', 'delete', 'dismiss'] as const;
export type ModerateAct = (typeof moderateActs)[number];
