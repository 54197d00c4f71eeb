import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';

/** One judge's recorded verdicts on the answers to one question, and what people, or a key, say of them. */
export interface Contest {
  judge: string;
  question: string;
  n: number;
  /** By the ordered pair `a,b`, `a` shown first; absent: no verdict that can be read. */
  verdicts: Readonly<Record<string, 'first' | 'second' | 'tie'>>;
  /** By the pair `a,b`, a < b: votes for a, ties, votes for b. */
  votes: Readonly<Record<string, readonly [number, number, number]>>;
}

const tableRow = z.object({
  judge: z.string(),
  question: z.union([z.string(), z.number()]),
  candidates: z.array(z.string()).min(2).max(16),
  verdicts: z.record(z.string(), z.enum(['first', 'second', 'tie'])),
  votes: z.record(z.string(), z.tuple([z.number(), z.number(), z.number()])),
});
/**
 * A row of https://github.com/ScalerLab/JudgeBench, folder `outputs`: two judgements, the second turned
 * round.
 */
const decision = z.object({ decision: z.string().nullish() }).nullish();
const judgeBenchRow = z.object({
  pair_id: z.string(),
  judge_name: z.string().optional(),
  label: z.enum(['A>B', 'B>A']),
  judgments: z.tuple([decision, decision]),
});

/** A row of MT-Bench's votes, or of GPT-4's verdicts in both orders: those that flipped are ties. */
const mtBenchRow = z.object({
  judge: z.string(),
  model_a: z.string(),
  model_b: z.string(),
  question_id: z.number(),
  turn: z.number(),
  winner: z.enum(['model_a', 'model_b', 'tie', 'tie (inconsistent)']),
});
type MtBenchRow = z.infer<typeof mtBenchRow>;

/**
 * Reads files of recorded verdicts, one JSON line a contest: tables of our own form (bench/README.md),
 * JudgeBench's outputs, or MT-Bench's `human.jsonl` and `gpt4_pair.jsonl` together.
 * @throws {z.ZodError} for a line that is none of them
 */
export function readContests(paths: readonly string[]): Contest[] {
  const ofMtBench: MtBenchRow[] = [];
  const contests = paths.flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .flatMap((line) => {
        const row: unknown = JSON.parse(line);
        const { success, data } = mtBenchRow.safeParse(row);
        if (success) ofMtBench.push(data);
        return success ? [] : [contestOf(row, basename(path).replace(/\.jsonl$/, ''))];
      }),
  );
  const byTurn = Map.groupBy(ofMtBench, ({ question_id, turn }) => `${question_id}, turn ${turn}`);
  return [...contests, ...[...byTurn].map(([question, rows]) => mtBenchContest(question, rows))];
}

/**
 * A verdict that flipped named the first in both orders, as GPT-4 mostly did; which it was is not recorded.
 */
function mtBenchContest(question: string, rows: readonly MtBenchRow[]): Contest {
  const models = [...new Set(rows.flatMap(({ model_a, model_b }) => [model_a, model_b]))].sort();
  const verdicts: Record<string, 'first' | 'second' | 'tie'> = {};
  const votes: Record<string, [number, number, number]> = {};
  for (const { judge, model_a, model_b, winner } of rows) {
    const [a, b] = [models.indexOf(model_a), models.indexOf(model_b)];
    const won = winner === 'model_a' ? a : winner === 'model_b' ? b : null;
    if (judge === 'gpt4_pair') {
      for (const [first, second] of [
        [a, b],
        [b, a],
      ] as const) {
        const decided = won === first ? 'first' : 'second';
        verdicts[`${first},${second}`] = won !== null ? decided : winner === 'tie' ? 'tie' : 'first';
      }
    } else {
      const pair = `${Math.min(a, b)},${Math.max(a, b)}`;
      const counts = votes[pair] ?? [0, 0, 0];
      counts[won === null ? 1 : won === Math.min(a, b) ? 0 : 2]++;
      votes[pair] = counts;
    }
  }
  return { judge: 'GPT-4 on MT-Bench', question, n: models.length, verdicts, votes };
}

function contestOf(row: unknown, file: string): Contest {
  const pair = judgeBenchRow.safeParse(row);
  if (!pair.success) {
    const { candidates, question, ...rest } = tableRow.parse(row);
    return { ...rest, question: String(question), n: candidates.length };
  }
  const { pair_id, label, judgments } = pair.data;
  const said = judgments.map((one) => verdictOf(one?.decision));
  const verdicts = Object.fromEntries(['0,1', '1,0'].flatMap((key, i) => (said[i] ? [[key, said[i]] as const] : [])));
  return { judge: file, question: pair_id, n: 2, verdicts, votes: { '0,1': label === 'A>B' ? [1, 0, 0] : [0, 0, 1] } };
}

function verdictOf(decision: string | null | undefined): 'first' | 'second' | 'tie' | null {
  if (decision === 'A>B') return 'first';
  if (decision === 'B>A') return 'second';
  return decision === 'A=B' ? 'tie' : null;
}
