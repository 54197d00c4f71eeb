import { moreNeeded } from '../../agreement/needed.ts';
import type { Figure } from '../../agreement/statistic.ts';
import { efforts } from '../../terms.ts';
import { amongJudgesSection } from './among-judges.ts';
import { differSection } from './differ.ts';
import type { Group, ReportData } from './gather.ts';
import { count, type Html, html, meanings, page, paragraph, section, shareWords, table } from './html.ts';
import { leadWords, rangeWords, trustSection, watchedSection } from './look-section.ts';
import {
  calibrationSection,
  judgingSection,
  leftOutSection,
  lengthSection,
  othersSection,
  positionSection,
} from './more-sections.ts';
import { intervalPlot, rangePlot } from './plots.ts';
import { rankingSection } from './ranking.ts';
import { samePairsSection } from './same-pairs.ts';

/**
 * Renders the whole report as one HTML page: no scripts, no requests, aggregates only. Equal data gives an
 * equal page.
 */
export function reportPage(data: ReportData): string {
  return page('People and the judge', 'Tribunal report', [
    introduction(data),
    watchedSection(data),
    keyFigures(data),
    ranges(data),
    groupsSection(
      'effort',
      data.by.effort.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name)),
    ),
    groupsSection('judge', data.by.judge),
    samePairsSection(data),
    amongJudgesSection(data),
    groupsSection('model', data.by.model),
    rankingSection(data),
    differSection(data),
    overTime(data.by.week),
    calibrationSection(data),
    trustSection(data),
    positionSection(data),
    lengthSection(data),
    judgingSection(data),
    othersSection(data),
    leftOutSection(data),
  ]);
}

const order: readonly string[] = efforts;
const day = (date: Date) => date.toISOString().slice(0, 10);

function introduction(data: ReportData): Html {
  const { scope, madeAt, simulated } = data;
  const since = scope.since ? `since ${day(scope.since)}` : 'from the beginning';
  const when = scope.until ? `${since}, before ${day(scope.until)}` : since;
  const where = scope.guildId ? `server ${scope.guildId}` : 'all servers';
  const played =
    simulated > 0
      ? html`<p class="simulated"><strong>Simulated.</strong> ${count(simulated)} of these asks come from a playground, where people are played or programs: the figures say nothing about people.</p>`
      : null;
  return html`${played}<p class="scope">Asks ${when}, ${where}; made on ${day(madeAt)}.</p><p class="lead">${leadWords(data)}</p>`;
}

/** What the ranges mean, for all sections. */
const ranges = (data: ReportData) =>
  html`<p class="definition">${rangeWords(data)} Ranges for one look take into account that votes on one question belong together: a Wilson interval at the effective number of votes, with Student’s t (Korn and Graubard 1998). Where fewer than ten questions say something, no figure is given.</p>`;

const columns = [
  { head: 'Questions', cell: (g: Group) => count(g.questions), number: true },
  { head: 'Votes', cell: (g: Group) => count(g.votes), number: true },
  { head: 'Pick wins', cell: (g: Group) => shareWords(g.winRate) },
  { head: 'Majority = judge', cell: (g: Group) => shareWords(g.majorityWithJudge) },
  { head: 'People among themselves', cell: (g: Group) => shareWords(g.amongPeople) },
];

function keyFigures({ all }: ReportData): Html {
  const figures = [
    {
      name: 'Pick against any other',
      figure: all.winRate,
      unit: 'questions',
      kind: 'judge' as const,
      means:
        'How often the pick beats an answer drawn evenly from the others of a question drawn evenly. Each question weighs the same, whatever its opponent, its candidates and its votes; a tie is half a win.',
    },
    {
      name: 'The same by vote',
      figure: all.winRateByVote,
      unit: 'votes',
      kind: 'judge' as const,
      means: 'A question weighs as much as it has votes. Close questions often draw more of them.',
    },
    {
      name: 'A vote and the judge',
      figure: all.withJudge,
      unit: 'votes',
      kind: 'judge' as const,
      means:
        'Of blind votes for one of the two answers: those for the judge’s pick. By vote, and the opponent is the runner-up more often than not: with fewer candidates or another draw it would be another figure.',
    },
    {
      name: 'The majority and the judge',
      figure: all.majorityWithJudge,
      unit: 'questions',
      kind: 'judge' as const,
      means:
        'Of questions with a majority for one of the two answers: those where it is for the judge’s pick. A majority is what more people chose than anything else, a tie and “both bad” included. Depends on the opponent drawn, too.',
    },
    {
      name: 'People among themselves',
      figure: all.amongPeople,
      unit: 'pairs',
      kind: 'people' as const,
      means: 'Of pairs of votes on the same question: those that say the same, ties and “both bad” included.',
    },
  ];
  return section(
    'How often people and the judge agree',
    'How often people agree with each other tells how much agreement there is to be had, so read them side by side. The opponent was the runner-up or drawn at random; the first two shares are weighted by that, and so do not depend on it.',
    intervalPlot(
      'Agreement',
      figures.map(({ name, ...rest }) => ({ label: name, ...rest })),
    ),
    table(
      'Agreement, all together',
      [
        { head: 'Figure', cell: ({ name }) => name },
        { head: 'Share', cell: ({ figure }) => shareWords(figure) },
        { head: 'Rests on', cell: ({ figure, unit }) => `${count(figure.n)} ${unit}`, number: true },
        { head: 'Still needed for ± 5 points', cell: ({ figure, unit }) => moreWords(figure, unit) },
      ],
      figures,
    ),
    meanings(figures),
    paragraph(
      `${count(all.questions)} questions with ${count(all.votes)} votes that count, of them ${count(all.ties)} ties and ${count(all.bothBad)} “both bad”.`,
    ),
  );
}

/** The half-width that "Still needed" aims for. */
const NARROW = 0.05;

function moreWords(figure: Figure, unit: string): string {
  const more = moreNeeded(figure, NARROW);
  return more === 0 ? 'enough' : `about ${count(more)} more ${unit}`;
}

const titles = {
  effort: [
    'By effort',
    'Effort is how much the judge may compute: quick, standard or deep. People chose it, so harder questions may have got more of it.',
  ],
  judge: [
    'Judges side by side',
    'Each judge on the questions that it judged. These are different questions, so a difference between judges may be one between questions; only judges that judged the same pairs can be told apart.',
  ],
  model: ['By the model that wrote the pick', 'How often people prefer the judge’s pick, by who wrote it.'],
} as const;

function groupsSection(by: keyof typeof titles, groups: readonly Group[]): Html {
  const [title, definition] = titles[by];
  return section(
    title,
    definition,
    groups.length > 1
      ? intervalPlot(
          title,
          groups.map(({ name, winRate }) => ({ label: name, figure: winRate, unit: 'questions', kind: 'part' })),
        )
      : null,
    table(
      title,
      [{ head: by === 'effort' ? 'Effort' : 'Model', cell: ({ name }: Group) => name }, ...columns],
      groups,
    ) ?? paragraph('No votes that count.'),
  );
}

function overTime(weeks: readonly Group[]): Html {
  return section(
    'Over time',
    'How often the pick beats an answer drawn evenly, by the week (Monday, UTC) in which the ballot opened. The dashed line is where a coin would be.',
    rangePlot(
      'Agreement by week',
      'Week',
      'The pick wins',
      weeks.map(({ name, winRate }) => ({ x: name, ...winRate })),
    ),
    table('Agreement by week', [{ head: 'Week of', cell: ({ name }: Group) => name }, ...columns], weeks) ??
      paragraph('No votes that count.'),
  );
}
