import type { Db } from '../../../db/client.ts';
import {
  answerersOf,
  asksByFate,
  type CalibrationBin,
  type Counted,
  calibrationBinsOf,
  judgeGroupsOf,
  type ShareSums,
  simulatedAsks,
  type VoteGroup,
  voteGroupsOf,
  votesByFateOf,
  votesByFlagOf,
} from '../../../db/repo/agreement-figures.ts';
import { type ReportScope, readSections } from '../../../db/repo/ballot-counts.ts';
import { modelDuelsOf } from '../../../db/repo/model-duels.ts';
import { equalQuestionsOf, statedConfidencesOf } from '../../../db/repo/questions.ts';
import { shadowJudgesOf } from '../../../db/repo/shadow-comparisons.ts';
import { type StanceGroup, stanceGroupsOf } from '../../../db/repo/stance-figures.ts';
import { planForWholeTables } from '../../../db/repo/whole-tables.ts';
import { clusteredShare } from '../../agreement/clustered-share.ts';
import { type SeveralJudges, severalJudges } from '../../agreement/several-judges.ts';
import type { Figure } from '../../agreement/statistic.ts';
import { publicModel } from '../../model-name.ts';
import { isAnother } from '../../models/answerer.ts';
import { type Leaderboard, leaderboard } from '../leaderboard.ts';
import { readAmongJudges } from '../rejudge/among-judges.ts';
import { type ShadowSummary, summariseShadow } from '../rejudge/summary.ts';
import { FEWEST_QUESTIONS } from '../server-agreement.ts';
import { type Look, lookAgain, lookOnce } from './look.ts';
import { withNames } from './names.ts';

/**
 * Everything that a report says. It holds aggregates only, and no person's rows. Models are called as people
 * call them, without the addresses of their servers.
 */
export interface ReportData {
  scope: ReportScope;
  madeAt: Date;
  all: Group;
  by: Record<'effort' | 'judge' | 'model' | 'week', Group[]>;
  calibration: { bins: (Figure & { confidence: number })[]; brier: Figure; ece: Figure };
  /** Questions by where the majority of people stands. */
  stances: StanceGroup[];
  judges: JudgeFigures[];
  ranking: Leaderboard;
  /** Shadow judges on the same pairs as the stored judge. */
  shadows: ShadowSummary[];
  /** The judges of the same stored comparisons among themselves. null: fewer than two judged again. */
  among: SeveralJudges | null;
  /** Calls that another model answered than was asked, as its server says. */
  others: { asked: string; answeredBy: string; calls: number }[];
  votes: Counted[];
  flags: Counted[];
  asks: Counted[];
  /** The number of asks from a playground. */
  simulated: number;
  look: Look;
}

/** The figures of one group of votes. */
export interface Group {
  name: string;
  questions: number;
  votes: number;
  ties: number;
  bothBad: number;
  withJudge: Figure;
  majorityWithJudge: Figure;
  amongPeople: Figure;
  firstSlot: Figure;
  longer: Figure;
  /** How often the pick beats an answer drawn evenly, by question and by vote. */
  winRate: Figure;
  winRateByVote: Figure;
}

/** The figures of one judge's calls. */
export interface JudgeFigures {
  /** Its name, or '' for all judges together. */
  judge: string;
  calls: number;
  invalid: Figure;
  forced: Figure;
  firstSlot: Figure;
  longer: Figure;
  flips: Figure;
}

/**
 * Reads the aggregates of a scope at one moment. `finished`: no more votes will come, and somebody looks
 * once. Memory grows with the number of closed ballots, not of votes.
 */
export async function gatherReport(db: Db, scope: ReportScope, madeAt: Date, finished = false): Promise<ReportData> {
  return db.transaction(
    async (tx) => {
      await planForWholeTables(tx);
      // All are sent at once, so the database goes on while the leaderboard is computed.
      const [found, answerers, shadows, among, asks, simulated] = await Promise.all([
        readSections(tx, scope, {
          groups: voteGroupsOf,
          bins: calibrationBinsOf,
          stances: stanceGroupsOf,
          judges: judgeGroupsOf(scope),
          duels: modelDuelsOf,
          votes: votesByFateOf(scope),
          flags: votesByFlagOf,
          stated: finished ? statedConfidencesOf : null,
          questions: finished ? null : equalQuestionsOf,
        }).then(({ duels, ...sections }) => ({ ...sections, ranking: leaderboard(duels, publicModel) })),
        answerersOf(tx, scope),
        gatherShadows(tx, scope),
        gatherAmong(tx, scope),
        asksByFate(tx, scope),
        simulatedAsks(tx, scope),
      ]);
      const { groups, bins, stances, judges, ranking, votes, flags, questions, stated } = found;
      const of = (by: VoteGroup['by']) => groups.filter((group) => group.by === by).map(readGroup);
      return withNames({
        scope,
        madeAt,
        others: answerers.filter(({ asked, answeredBy }) => isAnother(asked, answeredBy)),
        all: of('all')[0] ?? nothing,
        by: { effort: of('effort'), judge: of('judge'), model: of('model'), week: of('week') },
        calibration: readCalibration(bins),
        stances,
        // With a single judge, the row of all judges would repeat its figures.
        judges: judges
          .filter(({ judge }) => judge !== '' || judges.length > 2)
          .map(({ judge, calls, ...sums }) => ({ judge, calls, ...figures(sums) })),
        ...{ ranking, shadows, among, votes, flags, asks, simulated },
        look: finished ? lookOnce(stated) : lookAgain(questions),
      });
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}

async function gatherShadows(tx: Db, scope: ReportScope): Promise<ShadowSummary[]> {
  const all = { ...scope, until: scope.until ?? null };
  const found: ShadowSummary[] = [];
  for (const judge of await shadowJudgesOf(tx, all)) found.push({ ...(await summariseShadow(tx, all, judge)), judge });
  return found;
}

async function gatherAmong(tx: Db, scope: ReportScope): Promise<SeveralJudges | null> {
  const all = { ...scope, until: scope.until ?? null };
  const judges = await shadowJudgesOf(tx, all);
  if (judges.length < 2) return null;
  return severalJudges(await readAmongJudges(tx, all, judges), { resamples: 1000, seed: '1' });
}

/** A share with its interval. It is withheld when it rests on too few clusters. */
function figure(sums: ShareSums): Figure {
  const found = clusteredShare(sums);
  return sums.clusters < FEWEST_QUESTIONS ? { value: null, low: null, high: null, n: found.n } : found;
}

const figures = <Key extends string>(sums: Record<Key, ShareSums>) =>
  Object.fromEntries(Object.entries<ShareSums>(sums).map(([key, own]) => [key, figure(own)])) as Record<Key, Figure>;

function readGroup({ by: _, name, questions, votes, ties, bothBad, ...sums }: VoteGroup): Group {
  const { winRate, winRateByVote, ...shares } = figures(sums);
  return {
    ...{ name, questions, votes, ties, bothBad, ...shares },
    winRate: { ...winRate, n: sums.winRate.clusters },
    winRateByVote: { ...winRateByVote, n: votes - bothBad },
  };
}

const none: Figure = { value: null, low: null, high: null, n: 0 };
const nothing: Group = {
  name: '',
  questions: 0,
  votes: 0,
  ties: 0,
  bothBad: 0,
  withJudge: none,
  majorityWithJudge: none,
  amongPeople: none,
  firstSlot: none,
  longer: none,
  winRate: none,
  winRateByVote: none,
};

function readCalibration(bins: readonly CalibrationBin[]): ReportData['calibration'] {
  const ballots = bins.reduce((sum, { majorityWithJudge }) => sum + majorityWithJudge.trials, 0);
  const over = (of: (bin: (typeof bins)[number]) => number): Figure =>
    ballots < FEWEST_QUESTIONS
      ? { ...none, n: ballots }
      : { value: bins.reduce((sum, bin) => sum + of(bin), 0) / ballots, low: null, high: null, n: ballots };
  return {
    bins: bins.map(({ confidence, majorityWithJudge }) => ({ confidence, ...figure(majorityWithJudge) })),
    brier: over(({ squaredError }) => squaredError),
    ece: over(({ confidence, majorityWithJudge: { hits, trials } }) => Math.abs(hits - confidence * trials)),
  };
}
