import type { AgreementRow } from '../../db/repo/votes.ts';
import { clusteredShare, sumClusters } from '../agreement/clustered-share.ts';
import type { Figure } from '../agreement/statistic.ts';
import { countsForAgreement } from '../ballots/counting.ts';
import { efforts } from '../terms.ts';

export interface ServerAgreement {
  questions: number;
  voters: number;
  /** Of blind votes that took a side: the share that went with the judge's pick. n: votes. */
  withJudge: Figure;
  /** The share of pairs of people who chose the same on the same question, ties included. n: pairs. */
  amongPeople: Figure;
  ties: number;
  bothBad: number;
  /** People on ballots whose vote is not counted: who knew the pick or could work it out, who had asked, or who was faster than one can read. */
  leftOut: number;
  /** Some of it comes from a playground. */
  simulated: boolean;
  /** `withJudge` by effort and by judge, where there are at least two of a kind with enough questions. */
  parts: readonly AgreementPart[];
}

export interface AgreementPart {
  by: 'effort' | 'judge';
  name: string;
  withJudge: Figure;
}

/** Fewer questions than that, and a share would say more about chance than about anybody. */
export const FEWEST_QUESTIONS = 10;

/** How often a server's voters and its judge agree, by votes on closed ballots; those on one question belong together. One pass over the rows a figure. */
export function serverAgreement(rows: readonly AgreementRow[]): ServerAgreement {
  const counted = rows.filter((row) => countsForAgreement({ ...row, ballotClosed: true }));
  const inTime = rows.filter(({ flags }) => !flags.includes('late'));
  return {
    questions: new Set(counted.map(({ ballotId }) => ballotId)).size,
    voters: new Set(counted.map(({ voterHash }) => voterHash)).size,
    withJudge: withJudge(counted),
    amongPeople: amongPeople(counted),
    ties: counted.filter(({ choice }) => choice === 'tie').length,
    bothBad: counted.filter(({ choice }) => choice === 'both_bad').length,
    leftOut: new Set(inTime.map(({ ballotId, voterHash }) => `${ballotId} ${voterHash}`)).size - counted.length,
    simulated: rows.some((row) => row.simulated),
    parts: [
      ...parts(
        'effort',
        counted,
        ({ effort }) => effort,
        (name) => order.indexOf(name),
      ),
      ...parts(
        'judge',
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
  rows: readonly AgreementRow[],
  nameOf: (row: AgreementRow) => string,
  place: (name: string) => number,
): AgreementPart[] {
  const found = [...Map.groupBy(rows, nameOf)]
    .filter(([, own]) => new Set(own.map(({ ballotId }) => ballotId)).size >= FEWEST_QUESTIONS)
    .sort(([a], [b]) => place(a) - place(b) || a.localeCompare(b, 'en'))
    .map(([name, own]) => ({ by, name, withJudge: withJudge(own) }));
  return found.length >= 2 ? found : [];
}
