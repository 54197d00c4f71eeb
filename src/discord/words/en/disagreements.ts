import { lastDays, plural } from '../plural.ts';

/** `/disagreements`, for moderators. */
export const disagreements = {
  title: 'Where people and the judge differ',
  scope: (days: number, judge: string | null) =>
    `Questions of the last ${lastDays(days)}${judge === null ? '' : `, judge ${judge}`}, with voting closed.`,
  stances: {
    differ: { label: 'People preferred the other answer', description: 'More votes that count than for anything else' },
    split: { label: 'People were split', description: 'A tie, or as many for one as for the other' },
    'both-bad': { label: 'People found both bad', description: 'More votes that count than for anything else' },
    agree: { label: 'People agreed with the pick', description: 'More votes that count than for anything else' },
  },
  /** A label with its number of cases. */
  option: (label: string, cases: number) => `${label} (${cases})`,
  none: 'There is no such case.',
  fewest: (fewest: number) =>
    `A question is listed once ${plural(fewest, 'vote')} or more on it ${fewest === 1 ? 'counts' : 'count'}: blind, each person’s first, and not the asker’s.`,
  ordered: 'The clearest differences come first. A few votes weigh little.',
  page: (from: number, to: number, of: number) => `${from}–${to} of ${of}`,
  judgeShort: (percent: string) => `judge ${percent} for its pick`,
  judgeUnknown: 'judge: not kept',
  votesShort: (pick: number, opponent: number) => `pick ${pick} : ${opponent} other`,
  open: 'Open a case',
  simulated: 'Simulated: the voters are programs or played.',
  previous: 'Previous',
  next: 'Next',
  back: 'To the list',
  reasoning: 'The whole reasoning',
  goThere: 'go to the answer',
  pick: 'The judge’s pick',
  preferred: 'What people preferred',
  other: 'The other answer',
  by: (model: string) => `written by ${model}`,
  stated: (percent: string) => `The judge put the chance that people prefer its pick at **${percent}**.`,
  notStated: 'How sure the judge was of its pick against this answer was not kept.',
  bars: { pick: 'Pick', opponent: 'Other', tie: 'Tie', bothBad: 'Both bad' },
  counted: (votes: number) =>
    `${plural(votes, 'vote')} that ${votes === 1 ? 'counts' : 'count'}: blind, each person’s first, not the asker’s.`,
  tally:
    'The tally below the answer. Not all of it counts: somebody asked the question, knew the pick, changed their mind or was too fast. What counts is not shown beside it, because the difference would tell how those few voted.',
  apart: (points: string) =>
    `Even at the upper end of their 95 % range, people stand ${points} points below what the judge expected.`,
  judgeSaid: 'In the judge’s words',
  shownFirst: 'Pick shown first',
  shownSecond: 'Pick shown second',
  pickWon: 'the pick is better',
  otherWon: 'the other answer is better',
  thePick: 'the pick',
  theOther: 'the other answer',
  notAsked: 'not asked in this order',
  neverMet: 'The judge never compared these two with each other. How sure it was follows from its other comparisons.',
  why: {
    pick: 'Why people chose the pick',
    opponent: 'Why people chose the other answer',
    none: 'Why people chose neither',
  },
  times: (reason: string, count: number) => `${reason}\u00a0×\u00a0${count}`,
  nobodySaid: 'Nobody said why.',
  wordsGone: 'What people wrote about it in their own words is no longer kept.',
  wordsOf: 'In their own words: only of people who take part in research.',
  moreInFile: 'All of it is in the file.',
  unknown:
    'I know no such case here: the question was deleted, is still being voted on, too few votes on it count, or it is not for this channel.',
};
