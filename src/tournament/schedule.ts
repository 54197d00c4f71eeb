import { z } from 'zod';
import { SaidError } from '../said-error.ts';
import { CANDIDATES, efforts, verdicts } from '../terms.ts';
import { openTournament } from './open-tournament.ts';
import type { Comparison, Tournament, TournamentState } from './tournament.ts';

const candidate = z
  .int()
  .min(0)
  .max(CANDIDATES.most - 1);
const candidates = z.array(candidate).refine((all) => new Set(all).size === all.length, 'names a candidate twice');

const startLine = z.object({
  n: z.int().min(CANDIDATES.least).max(CANDIDATES.most),
  seed: z.union([z.string(), z.int()]).transform(String),
  tournament: z.string().default('adaptive'),
  effort: z.union([z.enum(efforts), z.number().min(0)]).default('standard'),
  parallel: z.int().min(1).optional(),
  arrived: candidates.optional(),
  gone: candidates.default([]),
  maxComparisons: z.int().min(0).optional(),
  greedy: z.boolean().default(false),
});
const verdictLine = z.object({ id: z.int(), verdict: z.enum(verdicts) });
const arrivedLine = z.object({ arrived: candidate });
const goneLine = z.object({ gone: candidate });

/** A request that cannot be done. The ask stays as it is. */
class Misunderstood extends SaidError {}

/**
 * Speaks to tournaments in JSON lines. The returned function answers each line, and remembers only the lines
 * before it. A start line begins an ask, and ends one that is still running. Then come verdicts, arrivals,
 * and `{"gone":3}` for a candidate that will never come.
 * A line that is not understood is answered with `{"error": …}`.
 */
export function converse(): (line: string) => string {
  let ask: { tournament: Tournament; state: TournamentState } | null = null;

  const advance = (tournament: Tournament, state: TournamentState): string => {
    const step = tournament.next(state);
    if (step.pick) {
      ask = null;
      const { slot: pick, pBest, standings } = step.pick;
      const calls = state.comparisons.filter(({ verdict }) => verdict !== null).length;
      return JSON.stringify({ pick, pBest: roundShares(pBest), standings, calls, cancel: step.cancel });
    }
    const lastId = state.comparisons.at(-1)?.id ?? 0;
    const started = step.compare.map(({ first, second, tier }, i) => ({ id: lastId + 1 + i, first, second, tier }));
    const comparisons: Comparison[] = [...state.comparisons, ...started.map((next) => ({ ...next, verdict: null }))];
    ask = { tournament, state: { ...state, comparisons } };
    return JSON.stringify({ compare: started, ...(step.cancel.length > 0 && { cancel: step.cancel }) });
  };

  const answer = (line: string): string => {
    const said = readObject(line);
    if ('n' in said) {
      const start = read(startLine, said);
      const outside = [...(start.arrived ?? []), ...start.gone].find((one) => one >= start.n);
      if (outside !== undefined) throw new Misunderstood(`There is no candidate ${outside} among ${start.n}.`);
      const { n, seed, effort, gone, maxComparisons, greedy } = start;
      const everybody = Array.from({ length: n }, (_, i) => i).filter((one) => !gone.includes(one));
      return advance(openTournament(start.tournament), {
        n,
        seed,
        effort,
        parallel: start.parallel ?? Number.MAX_SAFE_INTEGER,
        arrived: start.arrived ?? everybody,
        gone,
        comparisons: [],
        greedy,
        ...(start.parallel === undefined ? {} : { width: start.parallel }),
        ...(maxComparisons === undefined ? {} : { maxComparisons }),
      });
    }
    if (!ask)
      throw new Misunderstood(
        'No ask is running; begin one with a start line: {"n":4,"seed":"1","tournament":"adaptive","effort":"standard"}.',
      );
    const { tournament, state } = ask;
    if ('verdict' in said) {
      const { id, verdict } = read(verdictLine, said);
      if (!state.comparisons.some((one) => one.id === id && one.verdict === null)) {
        throw new Misunderstood(`Comparison ${id} is not in flight.`);
      }
      const comparisons = state.comparisons.map((one) => (one.id === id ? { ...one, verdict } : one));
      return advance(tournament, { ...state, comparisons });
    }
    const [come, gone] =
      'arrived' in said ? [read(arrivedLine, said).arrived, null] : [null, read(goneLine, said).gone];
    const who = come ?? gone;
    if (who >= state.n) throw new Misunderstood(`There is no candidate ${who} among ${state.n}.`);
    if (state.arrived.includes(who)) throw new Misunderstood(`Candidate ${who} has arrived already.`);
    if (state.gone.includes(who)) throw new Misunderstood(`Candidate ${who} is gone already.`);
    return advance(tournament, {
      ...state,
      ...(come === null ? { gone: [...state.gone, who] } : { arrived: [...state.arrived, who] }),
    });
  };

  return (line) => {
    try {
      return answer(line);
    } catch (error) {
      if (error instanceof SaidError) return JSON.stringify({ error: error.message });
      throw error;
    }
  };
}

function readObject(line: string): Record<string, unknown> {
  try {
    const said: unknown = JSON.parse(line);
    if (typeof said === 'object' && said !== null && !Array.isArray(said)) return said as Record<string, unknown>;
  } catch {
    // Told in our own words below: the parser's would quote the line.
  }
  throw new Misunderstood('Every line must be one JSON object.');
}

function read<T>(schema: z.ZodType<T>, said: unknown): T {
  const { success, data, error } = schema.safeParse(said);
  if (success) return data;
  const [issue] = error.issues;
  throw new Misunderstood(`Not understood: ${[issue?.path.join('.'), issue?.message].filter(Boolean).join(': ')}.`);
}

/** Rounds shares to four digits so that they still sum to 1: the largest remainders are rounded up. */
export function roundShares(shares: readonly number[]): number[] {
  const UNITS = 10_000;
  const whole = shares.map((share) => Math.floor(share * UNITS + 1e-9));
  const missing =
    Math.round(UNITS * shares.reduce((sum, share) => sum + share, 0)) - whole.reduce((sum, units) => sum + units, 0);
  const byLoss = shares
    .map((share, i) => ({ i, loss: share * UNITS - whole[i]! }))
    .sort((a, b) => b.loss - a.loss || a.i - b.i);
  for (const { i } of byLoss.slice(0, missing)) whole[i]! += 1;
  return whole.map((units) => units / UNITS);
}
