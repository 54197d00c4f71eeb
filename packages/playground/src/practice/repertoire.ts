import { seeded } from '../../../../src/seeded.ts';
import { meant } from './meant.ts';
import type { PracticeQuestion, PracticeReply } from './question.ts';
import { type Besides, unknownReply } from './unknown.ts';

/** Chooses the practice models' replies. */
export interface Repertoire {
  /**
   * @param asked the question, with its file behind it as the bot writes it
   * @returns a text that people wrote for it, or `unknownReply`
   */
  next(asked: string, besides?: Besides): string;
}

/** The candidates of one ask are asked within this time of each other. */
const TOGETHER_MS = 1000;
/** A reply of this quality or better is a good one. */
const GOOD = 7;

/**
 * No reply to a question is repeated before all were given. Only a request that comes alone gets a good reply
 * in any case: a chat has no other, and of an ask's candidates one should be worth picking.
 */
export function openRepertoire(now: () => number = Date.now): Repertoire {
  const rounds = new Map<PracticeQuestion, { count: number; left: PracticeReply[]; askedAt: number }>();
  return {
    next(asked, besides = { before: [] }) {
      const known = meant(asked, besides.before);
      if (!known) return unknownReply(besides);
      const round = rounds.get(known) ?? { count: 0, left: [], askedAt: Number.NEGATIVE_INFINITY };
      rounds.set(known, round);
      const isAlone = now() - round.askedAt >= TOGETHER_MS;
      round.askedAt = now();
      const good = () => round.left.findIndex(({ quality }) => quality >= GOOD);
      if (round.left.length === 0 || (isAlone && good() === -1))
        round.left = seeded(known.question, `round ${round.count++}`).shuffle(known.replies);
      const [reply] = round.left.splice(isAlone ? good() : 0, 1);
      return (reply as PracticeReply).text;
    },
  };
}
