import { clusteredShare, sumClusters } from '../agreement/clustered-share.ts';
import type { Figure } from '../agreement/statistic.ts';
import type { ComparedAsk } from './compared-asks.ts';
import type { JudgedCall } from './per-judge.ts';

/**
 * The share of votes for a side that went with each judge, over the duels of which both named a winner. The
 * intervals are cluster-robust, with the asks as clusters. n: votes.
 */
export function agreementOf(asks: readonly ComparedAsk[]): { champion: Figure; challenger: Figure } {
  const counts: Record<'champion' | 'challenger', [number, number][]> = { champion: [], challenger: [] };
  for (const ask of asks) {
    const said = { champion: saidOf(ask, 'champion'), challenger: saidOf(ask, 'challenger') };
    if (said.champion === null || said.challenger === null) continue;
    const cast = ask.cast.pick + ask.cast.opponent;
    for (const who of ['champion', 'challenger'] as const)
      counts[who].push([said[who] === ask.pick ? ask.cast.pick : ask.cast.opponent, cast]);
  }
  const shareOf = (of: [number, number][]) => clusteredShare(sumClusters(of));
  return { champion: shareOf(counts.champion), challenger: shareOf(counts.challenger) };
}

/** Which of the two on the ballot a judge's verdicts on them name more often. null: neither. */
function saidOf({ pick, opponent, comparisons }: ComparedAsk, who: 'champion' | 'challenger'): number | null {
  const lead = comparisons.reduce((sum, row) => sum + vote(row[who], pick, opponent), 0);
  return lead === 0 ? null : lead > 0 ? pick : opponent;
}

function vote({ first, second, verdict }: JudgedCall, pick: number, opponent: number): number {
  const isTheirs = (first === pick && second === opponent) || (first === opponent && second === pick);
  if (!isTheirs || verdict === 'invalid') return 0;
  return (verdict === 'first' ? first : second) === pick ? 1 : -1;
}
