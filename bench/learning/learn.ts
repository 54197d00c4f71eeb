import { writeRules } from '../../packages/playground/src/practice/writer.ts';
import type { Duel } from '../../src/learning/align/duel.ts';
import { type Aligned, align } from '../../src/learning/align/run.ts';
import { splitDuels } from '../../src/learning/align/split.ts';
import type { Verdict } from '../../src/terms.ts';
import { type VotedDuel, winnerOf } from './align-community.ts';

/** A judge repeats itself, so what it said once is remembered over all communities of a pool. */
const heard = new Map<string, Verdict>();

/**
 * The search and the trial of `tribunal align`, with a simulated judge and writer in memory. The writer
 * passes on whatever whys shout, and the judge follows any order: neither defends itself.
 * @returns null where there is not enough to learn from
 */
export async function learn(voted: readonly VotedDuel[], seed: string): Promise<Aligned | null> {
  const duels = voted.map(
    (one, i): Duel => ({
      ...{ askId: `${i}`, closedAt: new Date(i), prompt: one.query, a: one.a.text, b: one.b.text },
      votes: one.votes.map(({ voter, side }) => ({ voter, side })),
      opponentProbability: one.opponentProbability,
      whys: one.votes.flatMap(({ voter, side, why }) =>
        why === null ? [] : [{ voter, side, reasons: [], text: why }],
      ),
    }),
  );
  const parts = splitDuels(duels, null);
  if ('questions' in parts) return null;
  return align(
    parts,
    { present: [], rounds: 3, proposals: 4, seed, names: [] },
    {
      parallel: 1,
      finalist: async () => null,
      beginTest: async () => {},
      write: async (prompt) => writeRules(prompt, 1),
      async judge(duel, order, rules) {
        const key = `${duel.prompt}\n${duel.b.length}\n${order}\n${rules.join('\n')}`;
        const before = heard.get(key);
        if (before) return before;
        const verdict =
          (winnerOf(voted[Number(duel.askId)]!, order, rules) === 'a') === (order === 'ab') ? 'first' : 'second';
        if (heard.size > 1_000_000) heard.clear();
        heard.set(key, verdict);
        return verdict;
      },
    },
  );
}
