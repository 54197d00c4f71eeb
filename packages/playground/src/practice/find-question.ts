import { pack } from './pack/index.ts';
import type { PracticeQuestion } from './question.ts';

/** From here on two questions are taken for the same one, small slips of the keyboard included. */
const SAME = 0.55;

/** The pack's question that a person means; null where it is another one. */
export function findQuestion(asked: string): PracticeQuestion | null {
  const own = pairs(asked);
  let best: PracticeQuestion | null = null;
  let bestShare = SAME;
  for (const known of pack) {
    const share = overlap(own, pairs(known.question));
    if (share >= bestShare) [best, bestShare] = [known, share];
  }
  return best;
}

/** Neighbouring letters of each word: two that differ by one letter still have most of them in common. */
function pairs(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(
    words.flatMap((word) => Array.from({ length: word.length + 1 }, (_, i) => ` ${word} `.slice(i, i + 2))),
  );
}

/** Dice's coefficient, 0–1. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = [...a].filter((pair) => b.has(pair)).length;
  return (2 * common) / Math.max(1, a.size + b.size);
}
