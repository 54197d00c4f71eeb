import { drawAgreement } from './agreement.ts';
import { drawTournament } from './tournament.ts';

/** Every picture that goes to Discord, by its name: data → SVG, pure. */
export const drawings = { tournament: drawTournament, agreement: drawAgreement } as const;

export type DrawingName = keyof typeof drawings;
export type DrawingData<Name extends DrawingName> = Parameters<(typeof drawings)[Name]>[0];
