/** The buttons of a report. `look` shows it again, `delete` asks for confirmation, `erase` deletes. */
export const moderateActs = ['look', 'hide', 'show', 'block', 'unblock', 'delete', 'erase', 'dismiss'] as const;
export type ModerateAct = (typeof moderateActs)[number];
/** The buttons that change something. */
export type Decision = Exclude<ModerateAct, 'look' | 'delete'>;

/** The lists of `/reports`. */
export const reportLists = ['open', 'decided'] as const;
export type ReportList = (typeof reportLists)[number];
