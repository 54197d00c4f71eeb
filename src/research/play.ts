import type { Judge, Judgement } from '../judge/judge.ts';
import type { Effort } from '../terms.ts';
import type { Comparison, NextComparison, Pick, Tournament } from '../tournament/tournament.ts';

/** The result of a tournament, with its finished comparisons. */
export interface Played {
  pick: Pick;
  comparisons: (NextComparison & { judgement: Judgement })[];
}

/** The texts that compete, and how. */
export interface Contest {
  prompt: string;
  /** 2 to 16 texts. */
  candidates: readonly string[];
  seed: string;
  effort: Effort;
  /** The most comparisons in flight at once. */
  parallel: number;
}

/**
 * Plays a tournament in memory over texts that all exist already: best of n for researchers' own files.
 * @throws {ModelError} when the judge cannot be asked
 */
export async function play(
  tournament: Tournament,
  judge: Judge,
  contest: Contest,
  signal?: AbortSignal,
): Promise<Played> {
  const { prompt, candidates, seed, effort, parallel } = contest;
  const comparisons: Comparison[] = [];
  const judged = new Map<number, Judgement>();
  const running = new Map<number, { done: Promise<void>; abort: AbortController }>();
  const ended = new AbortController();
  const start = (next: NextComparison) => {
    const id = comparisons.length + 1;
    const sample = comparisons.filter((c) => c.first === next.first && c.second === next.second).length;
    const comparison: Comparison = { ...next, id, verdict: null };
    comparisons.push(comparison);
    const abort = new AbortController();
    const question = {
      prompt,
      first: candidates[next.first] ?? '',
      second: candidates[next.second] ?? '',
      effort,
      tier: next.tier,
      sample,
    };
    const done = judge
      .compare(question, AbortSignal.any([abort.signal, ended.signal, ...(signal ? [signal] : [])]))
      .then((judgement) => {
        judged.set(id, judgement);
        comparison.verdict = judgement.verdict;
      })
      .catch((error: unknown) => {
        // The tournament cancelled this call. Its comparison must not look like one in flight.
        if (!abort.signal.aborted) throw error;
        comparison.verdict = 'invalid';
      })
      .finally(() => running.delete(id));
    done.catch(() => {});
    running.set(id, { done, abort });
  };
  try {
    for (;;) {
      const arrived = candidates.map((_, slot) => slot);
      const step = tournament.next({ n: candidates.length, seed, effort, parallel, arrived, gone: [], comparisons });
      for (const id of step.cancel) running.get(id)?.abort.abort();
      if (step.pick) {
        const finished = comparisons.flatMap((c) => {
          const judgement = judged.get(c.id);
          return judgement ? [{ first: c.first, second: c.second, tier: c.tier, judgement }] : [];
        });
        return { pick: step.pick, comparisons: finished };
      }
      for (const next of step.compare) start(next);
      if (running.size === 0) throw new Error(`the tournament ${tournament.name} waits, and nothing is on its way`);
      await Promise.race([...running.values()].map(({ done }) => done));
    }
  } finally {
    ended.abort();
  }
}
