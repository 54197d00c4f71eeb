import { seeded } from '../../../../src/seeded.ts';
import { findQuestion } from './find-question.ts';
import type { PracticeReply } from './question.ts';
import { unknownReplies } from './unknown.ts';

/**
 * Chooses the practice models' replies.
 * No reply is repeated before all replies to its question were given.
 */
export interface Repertoire {
  next(asked: string): PracticeReply;
}

export function openRepertoire(): Repertoire {
  const given = new Map<string, number>();
  return {
    next(asked) {
      const known = findQuestion(asked);
      const replies = known?.replies ?? unknownReplies;
      const key = known?.question ?? '';
      const count = given.get(key) ?? 0;
      given.set(key, count + 1);
      const order = seeded(key, `round ${Math.floor(count / replies.length)}`).shuffle(replies);
      return order[count % order.length] as PracticeReply;
    },
  };
}
