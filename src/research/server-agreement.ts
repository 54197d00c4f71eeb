import type { AgreementBallot, AgreementVotes } from '../../db/repo/agreement-votes.ts';
import { clusteredShare, sumClusters } from '../agreement/clustered-share.ts';
import { pickWinRate } from '../agreement/pick-win-rate.ts';
import { estimate } from '../agreement/share-estimate.ts';
import type { Figure } from '../agreement/statistic.ts';
import { efforts } from '../terms.ts';
import { watched } from './watched.ts';

/**
 * How somebody looks: again and again at votes that keep coming, from a beginning that does not move; or
 * once, at a window that is another one tomorrow.
 */
export type Looking = 'again' | 'once';

/** How often one server's voters agree with the judge, and with each other. */
export interface ServerAgreement {
  looking: Looking;
  questions: number;
  voters: number;
  /**
   * How often the judge's pick beats an answer drawn evenly from the others, each question weighing the same.
   * `n` counts questions.
   */
  pickWins: Figure;
  /**
   * Over blind votes that took a side: the share that went with the judge's pick. `n` counts votes. It
   * depends on which opponents were drawn, and on which questions people like to vote on.
   */
  withJudge: Figure;
  /**
   * The share of pairs of people who chose the same on the same question, ties included. `n` counts pairs.
   */
  amongPeople: Figure;
  ties: number;
  bothBad: number;
  /**
   * Votes that do not count, one for each person and ballot: their voter knew the pick or could work it out,
   * had asked the question, or was faster than anybody can read.
   */
  leftOut: number;
  /** Whether any of it comes from a playground. */
  simulated: boolean;
  /** `pickWins` by effort and by judge, if at least two groups of a kind have enough questions. */
  parts: readonly AgreementPart[];
}

/** The votes of one effort, or on one judge's picks. */
export interface AgreementPart {
  by: 'effort' | 'judge';
  name: string;
  pickWins: Figure;
}

/** With fewer questions, a share says more about chance than about anybody. */
export const FEWEST_QUESTIONS = 10;

/**
 * Computes how often a server's voters and its judge agree, from the votes on closed ballots. The intervals
 * are cluster-robust, with the asks as clusters; for somebody who looks again and again they are confidence
 * sequences by ask, and what has none comes without an interval.
 */
export function serverAgreement({ ballots, voters }: AgreementVotes, looking: Looking = 'once'): ServerAgreement {
  const counted = ballots.filter((ballot) => votesOn(ballot) > 0);
  const again = looking === 'again' ? watched(counted) : null;
  const byVote = withJudge(counted);
  const sum = (of: (ballot: AgreementBallot) => number) => ballots.reduce((total, ballot) => total + of(ballot), 0);
  return {
    looking,
    questions: counted.length,
    voters,
    pickWins: again?.pickWins ?? pickWins(counted),
    withJudge: again ? { ...byVote, low: null, high: null } : byVote,
    amongPeople: again?.amongPeople ?? amongPeople(counted),
    ties: sum(({ tie }) => tie),
    bothBad: sum(({ bothBad }) => bothBad),
    leftOut: sum(({ leftOut }) => leftOut),
    simulated: ballots.some(({ simulated }) => simulated),
    parts: [
      ...parts(
        'effort',
        looking,
        counted,
        ({ effort }) => effort,
        (name) => order.indexOf(name),
      ),
      ...parts(
        'judge',
        looking,
        counted,
        ({ judgeModel }) => judgeModel,
        () => 0,
      ),
    ],
  };
}

const order: readonly string[] = efforts;
const votesOn = ({ pick, opponent, tie, bothBad }: AgreementBallot) => pick + opponent + tie + bothBad;

function pickWins(ballots: readonly AgreementBallot[]): Figure {
  const questions = ballots
    .filter(({ pick, opponent, tie }) => pick + opponent + tie > 0)
    .map((ballot) => ({ ...ballot, cluster: ballot.askId }));
  return { ...estimate(pickWinRate, questions, { resamples: 1, seed: '' }), n: questions.length };
}

const withJudge = (ballots: readonly AgreementBallot[]): Figure =>
  clusteredShare(sumClusters(ballots.map(({ pick, opponent }) => [pick, pick + opponent] as const)));

function amongPeople(ballots: readonly AgreementBallot[]): Figure {
  const pairs = (n: number) => (n * (n - 1)) / 2;
  return clusteredShare(
    sumClusters(
      ballots.map((ballot) => {
        const { pick, opponent, tie, bothBad } = ballot;
        return [pairs(pick) + pairs(opponent) + pairs(tie) + pairs(bothBad), pairs(votesOn(ballot))] as const;
      }),
    ),
  );
}

function parts(
  by: AgreementPart['by'],
  looking: Looking,
  ballots: readonly AgreementBallot[],
  nameOf: (ballot: AgreementBallot) => string,
  place: (name: string) => number,
): AgreementPart[] {
  const found = [...Map.groupBy(ballots, nameOf)]
    .filter(([, own]) => own.length >= FEWEST_QUESTIONS)
    .sort(([a], [b]) => place(a) - place(b) || a.localeCompare(b, 'en'))
    .map(([name, own]) => ({
      by,
      name,
      pickWins: looking === 'again' ? watched(own).pickWins : pickWins(own),
    }));
  return found.length >= 2 ? found : [];
}
