import type { AgreementRow } from '../../db/repo/votes.ts';
import { clusteredShare, sumClusters } from '../agreement/clustered-share.ts';
import type { QuestionVotes } from '../agreement/per-question.ts';
import { pickWinRate } from '../agreement/pick-win-rate.ts';
import { estimate } from '../agreement/share-estimate.ts';
import type { Figure } from '../agreement/statistic.ts';
import { countsForAgreement } from '../ballots/counting.ts';
import { efforts } from '../terms.ts';
import { type WatchedQuestion, watched } from './watched.ts';

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
export function serverAgreement(rows: readonly AgreementRow[], looking: Looking = 'once'): ServerAgreement {
  const counted = rows.filter((row) => countsForAgreement({ ...row, ballotClosed: true }));
  const inTime = rows.filter(({ flags }) => !flags.includes('late'));
  const again = looking === 'again' ? watched(questionsOf(counted)) : null;
  const byVote = withJudge(counted);
  return {
    looking,
    questions: new Set(counted.map(({ ballotId }) => ballotId)).size,
    voters: new Set(counted.map(({ voterHash }) => voterHash)).size,
    pickWins: again?.pickWins ?? pickWins(counted),
    withJudge: again ? { ...byVote, low: null, high: null } : byVote,
    amongPeople: again?.amongPeople ?? amongPeople(counted),
    ties: counted.filter(({ choice }) => choice === 'tie').length,
    bothBad: counted.filter(({ choice }) => choice === 'both_bad').length,
    leftOut: new Set(inTime.map(({ ballotId, voterHash }) => `${ballotId} ${voterHash}`)).size - counted.length,
    simulated: rows.some((row) => row.simulated),
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

function groupBy<T>(
  rows: readonly AgreementRow[],
  key: (row: AgreementRow) => string,
  add: T,
  step: (sum: T, row: AgreementRow) => T,
) {
  const groups = new Map<string, T>();
  for (const row of rows) groups.set(key(row), step(groups.get(key(row)) ?? add, row));
  return groups;
}

/** The votes that count, a question a row. */
function byQuestion(rows: readonly AgreementRow[]): (QuestionVotes & { cluster: string })[] {
  const questions = groupBy<QuestionVotes | null>(
    rows.filter(({ choice }) => choice !== 'both_bad'),
    ({ askId }) => askId,
    null,
    (sum, { choice, slot, pick, others, probability }) => {
      const { pick: won = 0, opponent = 0, tie = 0 } = sum ?? {};
      if (choice === 'tie') return { pick: won, opponent, tie: tie + 1, others, probability };
      const forPick = slot === pick;
      return { pick: won + (forPick ? 1 : 0), opponent: opponent + (forPick ? 0 : 1), tie, others, probability };
    },
  );
  return [...questions].flatMap(([cluster, votes]) => (votes ? [{ cluster, ...votes }] : []));
}

function pickWins(rows: readonly AgreementRow[]): Figure {
  const questions = byQuestion(rows);
  return { ...estimate(pickWinRate, questions, { resamples: 1, seed: '' }), n: questions.length };
}

/** The same with "both bad", which is an answer too where people are compared with each other. */
function questionsOf(rows: readonly AgreementRow[]): WatchedQuestion[] {
  return [...Map.groupBy(rows, ({ askId }) => askId).values()].flatMap((own) => {
    const [one] = own;
    if (!one) return [];
    const count = (of: (row: AgreementRow) => boolean) => own.filter(of).length;
    const votes = {
      pick: count(({ choice, slot, pick }) => choice === 'candidate' && slot === pick),
      opponent: count(({ choice, slot, pick }) => choice === 'candidate' && slot !== pick),
      tie: count(({ choice }) => choice === 'tie'),
      bothBad: count(({ choice }) => choice === 'both_bad'),
    };
    return [{ ...votes, others: one.others, probability: one.probability }];
  });
}

function withJudge(rows: readonly AgreementRow[]): Figure {
  const asks = groupBy<readonly [number, number]>(
    rows.filter(({ choice }) => choice === 'candidate'),
    ({ askId }) => askId,
    [0, 0],
    ([hits, trials], { slot, pick }) => [hits + (slot === pick ? 1 : 0), trials + 1],
  );
  return clusteredShare(sumClusters(asks.values()));
}

function amongPeople(rows: readonly AgreementRow[]): Figure {
  const asks = groupBy<Readonly<Record<string, number>>>(
    rows,
    ({ askId }) => askId,
    {},
    (sum, { choice, slot }) => {
      const label = `${choice} ${slot}`;
      return { ...sum, [label]: (sum[label] ?? 0) + 1 };
    },
  );
  const pairs = (n: number) => (n * (n - 1)) / 2;
  return clusteredShare(
    sumClusters(
      [...asks.values()].map((labels) => {
        const votes = Object.values(labels);
        return [votes.reduce((sum, n) => sum + pairs(n), 0), pairs(votes.reduce((sum, n) => sum + n, 0))] as const;
      }),
    ),
  );
}

function parts(
  by: AgreementPart['by'],
  looking: Looking,
  rows: readonly AgreementRow[],
  nameOf: (row: AgreementRow) => string,
  place: (name: string) => number,
): AgreementPart[] {
  const found = [...Map.groupBy(rows, nameOf)]
    .filter(([, own]) => new Set(own.map(({ ballotId }) => ballotId)).size >= FEWEST_QUESTIONS)
    .sort(([a], [b]) => place(a) - place(b) || a.localeCompare(b, 'en'))
    .map(([name, own]) => ({
      by,
      name,
      pickWins: looking === 'again' ? watched(questionsOf(own)).pickWins : pickWins(own),
    }));
  return found.length >= 2 ? found : [];
}
