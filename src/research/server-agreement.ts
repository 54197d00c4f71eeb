import type { AgreementRow } from '../../db/repo/votes.ts';
import { estimate } from '../agreement/bootstrap.ts';
import { rawAgreement } from '../agreement/human-human.ts';
import { perVote } from '../agreement/judge-human.ts';
import { type Rating, toStudy } from '../agreement/ratings.ts';
import type { Figure } from '../agreement/statistic.ts';

export interface ServerAgreement {
  questions: number;
  voters: number;
  /** Of blind votes that took a side: the share that went with the judge's pick. n: votes. */
  withJudge: Figure;
  /** The share of pairs of people who chose the same on the same question, ties included. n: pairs. */
  amongPeople: Figure;
  ties: number;
  bothBad: number;
  /** Votes that are not counted: of people who knew the pick, of the asker, or faster than one can read. */
  leftOut: number;
}

/** Doubtful votes are kept, and left out of the figures that people are shown. */
const counts = ({ blind, flags }: AgreementRow) => blind && !flags.includes('asker') && !flags.includes('fast');

/** How often a server's voters and its judge agree. Questions are resampled whole; equal rows give equal intervals. */
export function serverAgreement(rows: readonly AgreementRow[], resamples = 1000): ServerAgreement {
  const counted = rows.filter(counts);
  const human = counted.map((row): Rating => {
    const label =
      row.choice === 'tie'
        ? 'tie'
        : row.choice === 'both_bad'
          ? 'both_bad'
          : row.slot === row.pick
            ? 'pick'
            : 'opponent';
    return { item: row.ballotId, cluster: row.askId, rater: row.voterHash, kind: 'human', label };
  });
  const judge = [...new Map(counted.map(({ ballotId, askId }) => [ballotId, askId]))].map(
    ([item, cluster]): Rating => ({ item, cluster, rater: 'judge', kind: 'judge', label: 'pick' }),
  );
  const options = { resamples, seed: 'server' };
  const sided = toStudy([...human.filter(({ label }) => label !== 'both_bad'), ...judge], 'without');
  const all = toStudy(human);
  return {
    questions: judge.length,
    voters: new Set(counted.map(({ voterHash }) => voterHash)).size,
    withJudge: estimate(perVote(0), sided.items, options),
    amongPeople: estimate(rawAgreement(all), all.items, options),
    ties: human.filter(({ label }) => label === 'tie').length,
    bothBad: human.filter(({ label }) => label === 'both_bad').length,
    leftOut: rows.length - counted.length,
  };
}
