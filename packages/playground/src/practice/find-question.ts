import { pack } from './pack/index.ts';
import type { PracticeQuestion } from './question.ts';

/** Two questions with at least this overlap are the same question. Below 1, to allow for typing errors. */
const SAME = 0.55;

/** Finds the question that a person means, among those of the pack. @returns null when it is none of them. */
export function findQuestion(asked: string, among: readonly PracticeQuestion[] = pack): PracticeQuestion | null {
  const own = pairs(asked);
  let best: PracticeQuestion | null = null;
  let bestShare = SAME;
  for (const known of among) {
    const share = overlap(own, pairs(known.question));
    if (share >= bestShare) [best, bestShare] = [known, share];
  }
  return best;
}

/** The letter bigrams of each word. Two words that differ by one letter still share most of them. */
function pairs(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(
    words.flatMap((word) => Array.from({ length: word.length + 1 }, (_, i) => ` ${word} `.slice(i, i + 2))),
  );
}

/** The Sørensen–Dice coefficient, 0–1. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = [...a].filter((pair) => b.has(pair)).length;
  return (2 * common) / Math.max(1, a.size + b.size);
}
