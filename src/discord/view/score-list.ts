import type { AskSnapshot } from '../../asks/snapshot.ts';
import { scoresIn } from '../../reward.ts';
import type { Words } from '../words/words.ts';

const CELLS = 10;

/**
 * What a judge that gives scores gave each reply, by its slot: the number, and a bar from the lowest to the
 * highest of this question.
 * @returns null where the comparisons hold no scores
 */
export function scoreList(words: Words, comparisons: AskSnapshot['comparisons']): ReadonlyMap<number, string> | null {
  const scores = new Map<number, number>();
  for (const { first, second, params } of comparisons) {
    const found = scoresIn(params);
    if (found) scores.set(first, found.first).set(second, found.second);
  }
  if (scores.size === 0) return null;
  const all = [...scores.values()];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  return new Map(
    [...scores].map(([slot, score]) => {
      const full = high === low ? CELLS : Math.round(((score - low) / (high - low)) * CELLS);
      const bar = `\`${'█'.repeat(full)}${'░'.repeat(CELLS - full)}\``;
      return [slot, `${bar} ${words.reasoning.scoreOf(words.decimal(score, 2))}`];
    }),
  );
}
