/** The buttons about a judge in the shadow and the newest promotion. Those with `now` have asked before. */
export const judgeActs = ['promote', 'stop', 'stop-now', 'back', 'back-now'] as const;
export type JudgeAct = (typeof judgeActs)[number];
