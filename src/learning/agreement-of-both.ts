import { clusteredShare, sumClusters } from '../agreement/clustered-share.ts';
import type { Figure } from '../agreement/statistic.ts';
import type { ComparedAsk } from './compared-asks.ts';

/**
 * The share of votes for a side that went with each judge, over all duels. A judge is for the side that
 * stands higher in the final standings of its own tournament: it need not have been asked about just these
 * two. The intervals are cluster-robust, with the asks as clusters. n: votes.
 */
export function agreementOf(asks: readonly ComparedAsk[]): { champion: Figure; challenger: Figure } {
  const shareOf = (who: 'champion' | 'challenger') =>
    clusteredShare(
      sumClusters(
        asks.map(({ pick, higher, cast }): [number, number] => [
          higher[who] === pick ? cast.pick : cast.opponent,
          cast.pick + cast.opponent,
        ]),
      ),
    );
  return { champion: shareOf('champion'), challenger: shareOf('challenger') };
}
