import type { Turn } from '../judge/conversation.ts';
import type { Judge, Judgement } from '../judge/judge.ts';
import { openTaskSet } from '../ops/task-set.ts';
import { scoresIn } from '../reward.ts';
import type { Effort } from '../terms.ts';
import { type Call, openDriver } from '../tournament/drive.ts';
import type { Comparison, NextComparison, Pick, Tournament } from '../tournament/tournament.ts';

/** The result of a tournament, with its finished comparisons. */
export interface Played {
  pick: Pick;
  comparisons: (NextComparison & { judgement: Judgement })[];
}

/** The texts that compete, and how. */
export interface Contest {
  prompt: string;
  /** The same, turn by turn; absent: a question alone. */
  turns?: readonly Turn[] | undefined;
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
  const { prompt, turns, candidates, seed, effort, parallel } = contest;
  const comparisons: Comparison[] = [];
  const judged = new Map<number, Judgement>();
  const ended = new AbortController();
  const { greedy = false, jury } = judge;
  const jurors = jury ? { jury: { rule: jury.rule, size: jury.models.length, out: [] } } : {};
  const driver = openDriver(tournament);
  const tasks = openTaskSet(() => {});
  const compare = async ({ id, signal: useless, ...call }: Call, comparison: Comparison) => {
    const [first, second] = [candidates[call.first] ?? '', candidates[call.second] ?? ''];
    const any = AbortSignal.any([useless, ended.signal, ...(signal ? [signal] : [])]);
    try {
      const judgement = await judge.compare({ ...call, prompt, turns, first, second, effort }, any);
      judged.set(id, judgement);
      comparison.verdict = judgement.verdict;
      if (judge.givesScores) comparison.scores = scoresIn(judgement.params) ?? undefined;
    } catch (error) {
      // A call that was made useless is gone; its place in the list must not look like one in flight.
      if (!useless.aborted) throw error;
      comparison.verdict = 'invalid';
    } finally {
      driver.ended(id);
    }
  };
  const start = (call: Call) => {
    const { id, first, second, tier, juror } = call;
    const comparison: Comparison = { id, first, second, tier, juror, verdict: null };
    comparisons.push(comparison);
    tasks.add(compare(call, comparison));
  };
  try {
    for (;;) {
      tasks.throwIfFailed();
      const arrived = candidates.map((_, candidate) => candidate);
      const state = { n: candidates.length, seed, effort, parallel, arrived, gone: [], comparisons, greedy, ...jurors };
      const pick = driver.round(state, start);
      if (pick) {
        const finished = comparisons.flatMap(({ id, first, second, tier }) => {
          const judgement = judged.get(id);
          return judgement ? [{ first, second, tier, judgement }] : [];
        });
        return { pick, comparisons: finished };
      }
      if (tasks.size() === 0) throw driver.stuck();
      await tasks.next();
    }
  } finally {
    ended.abort();
  }
}
