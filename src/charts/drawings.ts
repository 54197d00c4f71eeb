import { drawAgreement } from './agreement.ts';
import { drawLeaderboard } from './leaderboard.ts';
import { drawTally } from './tally.ts';
import { drawTournament } from './tournament.ts';

/** Every picture for Discord, by name. Each is a pure function from data to SVG. */
export const drawings = {
  tournament: drawTournament,
  agreement: drawAgreement,
  leaderboard: drawLeaderboard,
  tally: drawTally,
} as const;

export type DrawingName = keyof typeof drawings;
export type DrawingData<Name extends DrawingName> = Parameters<(typeof drawings)[Name]>[0];
