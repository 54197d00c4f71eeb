import type { Db } from '../../db/client.ts';
import { countedVotes } from '../../db/repo/compared-asks.ts';
import { type AskForPrior, asksForPrior, callsOfAsks } from '../../db/repo/prior-asks.ts';
import type { Comparison } from '../tournament/tournament.ts';
import type { TriedAsk } from './prior-trial.ts';

/** An ask that a prior may be fitted to or tried on. */
export interface PriorAsk extends TriedAsk {
  createdAt: Date;
  /** Whether its people are simulated. */
  simulated: boolean;
}

/** Reads a server's newest `limit` asks that this judge has judged, with their votes that count. */
export async function readPriorAsks(db: Db, guildId: string, judge: string, limit: number): Promise<PriorAsk[]> {
  const rows = await asksForPrior(db, guildId, judge, limit);
  const ids = rows.map(({ id }) => id);
  const calls = Map.groupBy(await callsOfAsks(db, ids), ({ askId }) => askId);
  const votes = Map.groupBy(await countedVotes(db, ids), ({ askId }) => askId);
  return rows.map((row) => {
    const said = (calls.get(row.id) ?? []).map(({ number, tier, model, ...call }) => ({
      model,
      comparison: { id: number, ...call, tier: tier as Comparison['tier'] } satisfies Comparison,
    }));
    const arrived = row.standings ?? [];
    return {
      ...{ seed: row.seed, n: row.n, effort: row.effort, parallel: row.settings.parallel },
      arrived,
      gone: Array.from({ length: row.n }, (_, slot) => slot).filter((slot) => !arrived.includes(slot)),
      comparisons: said.map(({ comparison }) => comparison),
      ofJudge: said.filter(({ model }) => model === judge).map(({ comparison }) => comparison),
      duel: duelOf(row, votes.get(row.id) ?? []),
      createdAt: row.createdAt,
      simulated: row.settings.simulated === true,
    };
  });
}

/** @returns null where there was no duel, or nobody chose a side */
function duelOf(
  { shown, opponentProbability }: AskForPrior,
  votes: readonly { slot: number | null; votes: number }[],
): TriedAsk['duel'] {
  const [one, other] = shown ?? [];
  if (one === undefined || other === undefined || opponentProbability === null) return null;
  const of = (slot: number) => votes.find((vote) => vote.slot === slot)?.votes ?? 0;
  const cast = [of(one), of(other)] as const;
  return cast[0] + cast[1] === 0 ? null : { shown: [one, other], probability: opponentProbability, votes: cast };
}
