import { excludingFlags, type VoteFate, type VoteFlag } from '../../../db/schema/vote-flags.ts';
import type { JudgeFigures, ReportData } from './gather.ts';
import { count, type Html, paragraph, percent, section, shareWords, table } from './html.ts';
import { intervalPlot, rangePlot } from './plots.ts';

/** Calibration: how far the judge's own probabilities can be trusted. */
export function calibrationSection({ calibration: { bins, brier, ece } }: ReportData): Html {
  const three = (value: number | null) => (value === null ? 'not enough data' : value.toFixed(3));
  return section(
    'Calibration: is the judge as often right as it is sure?',
    'The tournament states a probability that people prefer the pick to its opponent. Ballots with a majority for one of the two, which more people chose than anything else, are sorted into ten bins by it; on the diagonal, the majority would agree exactly as often as was stated.',
    rangePlot(
      'Reliability',
      'The judge’s probability for its pick',
      'Majorities for the pick',
      bins.map(({ confidence, ...figure }) => ({ x: confidence, ...figure })),
    ),
    table(
      'Reliability',
      [
        { head: 'Mean probability', cell: ({ confidence }) => percent(confidence) },
        { head: 'Majorities for the pick', cell: shareWords },
        { head: 'Ballots', cell: ({ n }) => count(n), number: true },
      ],
      bins,
    ) ?? paragraph('No ballots with a majority.'),
    paragraph(
      `Brier score (mean squared distance of probability and majority; 0 is perfect, always saying one half gives 0.25): ${three(brier.value)}. Expected calibration error (mean distance of probability and share over the bins, by ballots): ${three(ece.value)}.`,
    ),
  );
}

const nameOf = ({ judge }: JudgeFigures) => judge || 'All judges';

/** Position bias: whether the place on the screen, or in the judge's prompt, decides. */
export function positionSection({ all, judges }: ReportData): Html {
  const rows = [
    { label: 'People', figure: all.firstSlot, unit: 'votes', kind: 'people' as const },
    ...judges.map((judge) => ({
      label: nameOf(judge),
      figure: judge.firstSlot,
      unit: 'verdicts',
      kind: 'judge' as const,
    })),
  ];
  return section(
    'Position: does the first one win?',
    'How often the answer that stood first was chosen: by people on duels, whose order is drawn at random, and by the judge in its first valid verdict on each pair in each order. Without a preference for a place it is one half; for a judge that met each pair in only one order, the tournament’s choice of order plays a part too.',
    intervalPlot('Chose the one shown first', rows),
    table(
      'Chose the one shown first',
      [
        { head: 'Who', cell: ({ label }) => label },
        { head: 'The first one', cell: ({ figure }) => shareWords(figure) },
        { head: 'Rests on', cell: ({ figure, unit }) => `${count(figure.n)} ${unit}`, number: true },
      ],
      rows,
    ),
  );
}

/** Length bias: whether the longer answer wins. */
export function lengthSection({ all, judges }: ReportData): Html {
  const rows = [
    { label: 'People', figure: all.longer, unit: 'votes', kind: 'people' as const },
    ...judges.map((judge) => ({
      label: nameOf(judge),
      figure: judge.longer,
      unit: 'verdicts',
      kind: 'judge' as const,
    })),
  ];
  return section(
    'Length: does the longer one win?',
    'How often the longer of two answers was chosen, in characters; answers of equal length are left out. Longer answers may also be better ones, so one half is not what to expect of a fair judge: read people and judge side by side.',
    intervalPlot('Chose the longer one', rows),
    table(
      'Chose the longer one',
      [
        { head: 'Who', cell: ({ label }) => label },
        { head: 'The longer one', cell: ({ figure }) => shareWords(figure) },
        { head: 'Rests on', cell: ({ figure, unit }) => `${count(figure.n)} ${unit}`, number: true },
      ],
      rows,
    ),
  );
}

/** How the judge's calls went. */
export function judgingSection({ judges }: ReportData): Html {
  return section(
    'The judge’s calls',
    'Turned: of pairs with valid verdicts in both orders, those where the first verdict in each names different candidates. Invalid: of pairs in one order, those whose first call gave no verdict that counts; what is asked again depends on what was said, so further calls are left out. Forced: calls whose thinking ran out of budget and was closed with a verdict.',
    table(
      'The judge’s calls, by model',
      [
        { head: 'Judge', cell: nameOf },
        { head: 'Calls', cell: ({ calls }) => count(calls), number: true },
        { head: 'Turned with the order', cell: ({ flips }) => shareWords(flips) },
        { head: 'Invalid', cell: ({ invalid }) => shareWords(invalid) },
        { head: 'Forced', cell: ({ forced }) => shareWords(forced) },
      ],
      judges,
    ) ?? paragraph('The judge was not asked.'),
  );
}

/** @returns null when every server answered as the model that was asked, or does not say */
export function othersSection({ others }: ReportData): Html | null {
  const rows = table(
    'Calls that another model answered',
    [
      { head: 'Asked', cell: ({ asked }) => asked },
      { head: 'Answered, as the server says', cell: ({ answeredBy }) => answeredBy },
      { head: 'Calls', cell: ({ calls }) => count(calls), number: true },
    ],
    others,
  );
  return (
    rows &&
    section(
      'Another model than was asked',
      'Some servers answer as another model than the one that was asked. The figures above name the one that was asked.',
      rows,
    )
  );
}

/** Votes on open ballots have no row: how many there are is nobody's business yet. */
const fateWords: Readonly<Record<Exclude<VoteFate, 'open-ballot'>, string>> = {
  counted: 'Counted in the figures',
  changed: 'A later choice of somebody who had voted before: the first one is what counts',
  late: 'Came after the ballot had closed',
  'among-all': 'A choice among all answers, not between two',
  'seed-public': 'Drawn before secrets were random: the pick could be worked out from what Discord shows',
  asker: 'By the person who had asked',
  fast: 'Faster than one can read',
  'not-blind': 'By somebody who already knew the pick',
};

const flagWords: Readonly<Record<VoteFlag, string>> = {
  asker: 'By the person who had asked',
  fast: 'Faster than one can read',
  late: 'After the ballot had closed',
  changed: 'A later choice of the same person, whose first one counts',
  'over-cap': 'Over the daily number of votes of one person',
  'one-sided': 'One of many in a row for the same side',
};

const askFates: Readonly<Record<string, string>> = {
  ballot: 'Got a ballot, and voting has closed',
  'open-ballot': 'Still being voted on: nothing of it is in any figure yet',
  private: 'Private: nobody votes',
  unjudged: 'Unjudged: no verdict spoke for the pick',
  'without-ballot': 'Judged, but with nothing to vote on',
  unfinished: 'Not finished yet',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

/** What was left out of the figures, and why. */
export function leftOutSection({ votes, flags, asks }: ReportData): Html {
  const said = Object.entries(flagWords).map(([flag, words]) => {
    const left = excludingFlags.some((one) => one === flag);
    return [flag, `${words} (${left ? 'left out' : 'counted'})`] as const;
  });
  const flagRows: Readonly<Record<string, string>> = Object.fromEntries(said);
  const rows = (words: Readonly<Record<string, string>>, found: ReportData['votes']) =>
    Object.keys(words).flatMap((what) => found.filter((row) => row.what === what));
  const columns = (words: Readonly<Record<string, string>>) => [
    { head: 'What became of it', cell: ({ what }: { what: string }) => words[what] ?? what },
    { head: 'Number', cell: (row: { count: number }) => count(row.count), number: true },
  ];
  return section(
    'What was left out, and why',
    'Nothing is deleted: doubtful votes are kept with their reason and left out of the figures above. Each vote on a closed ballot and each ask stands in one line only, but for the flags.',
    table('Votes', columns(fateWords), rows(fateWords, votes)) ?? paragraph('No votes.'),
    table('Flags; a vote can carry several', columns(flagRows), rows(flagRows, flags)),
    table('Asks', columns(askFates), rows(askFates, asks)) ?? paragraph('No asks.'),
  );
}
