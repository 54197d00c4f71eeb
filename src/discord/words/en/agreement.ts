import { lastDays, plural } from '../plural.ts';

const each = (questions: number) =>
  questions === 1 ? 'It is one question.' : `Each of ${plural(questions, 'question')} weighs the same.`;

/** `/agreement` and `/export`. */
export const agreement = {
  title: (days: number | null, judge: string | null) =>
    `You and the judge, ${days === null ? 'since the beginning' : `the last ${lastDays(days)}`}${judge === null ? '' : `, judge ${judge}`}`,
  tooFew: (votes: number, questions: number, fewest: number, more: number, width: string) =>
    `**Not enough data yet.** There ${votes === 1 ? 'is' : 'are'} ${plural(votes, 'blind vote')} on ${plural(questions, 'question')}. It takes ${plural(fewest, 'question')} to say anything, and about ${plural(more, 'more question')} would narrow the range to ± ${width}. Ask with \`/ask\`, and vote before you look.`,
  pickWins: (share: string, questions: number) =>
    `In **${share}** of cases you prefer the judge’s pick to another answer, whichever that is. ${each(questions)}`,
  pickWinsWatched: (share: string, low: string, high: string, questions: number) =>
    `In **${share}** of cases you prefer the judge’s pick to another answer, whichever that is. The true share is **between ${low} and ${high}, however often you look**. ${each(questions)}`,
  amongPeopleWatched: (share: string, low: string, high: string, questions: number) =>
    `Two of you who vote on the same question agree in ${share} of cases, between ${low} and ${high} (${plural(questions, 'question')} with two votes or more).`,
  watched:
    'You may look at these ranges as often as you like while votes come in: on 95 of 100 servers such a range never misses. Each stands for itself. A question counts once, when its voting has closed.',
  oneLook:
    'It is made for one look: these days move on, and whoever looks every day will see it miss sooner or later. Without `days`, the range holds however often you look.',
  withJudge: (share: string, votes: number) =>
    `By vote: ${share} of ${plural(votes, 'blind vote')} that took a side went with the judge’s pick. That depends on which answer stood beside it, most often the runner-up.`,
  amongPeople: (share: string, pairs: number) =>
    `You agree with each other in ${share} of ${plural(pairs, 'pair')} of votes on the same question.`,
  counts: (questions: number, voters: number, ties: number, bothBad: number) =>
    `${plural(questions, 'question')}, ${plural(voters, 'voter')}; ${plural(ties, 'tie')}, ${bothBad} × both bad.`,
  moreQuestions: (questions: number, width: string) =>
    `About ${plural(questions, 'more question')} would narrow the range to ± ${width}.`,
  range: (value: string, low: string, high: string) => `${value} (${low} to ${high})`,
  simulated: 'Simulated: the voters are programs or played, so these figures say nothing about people.',
  brackets:
    'In brackets: the range that holds in 95 of 100 such samples. It takes into account that votes on the same question belong together.',
  leftOut: (votes: number) =>
    `Left out: ${plural(votes, 'vote')} of people who knew the pick or could work it out, who had asked the question, or who were faster than anyone can read.`,
  youAndJudge: 'You and the judge',
  amongYourselves: 'You among yourselves',
  effort: (effort: string) => `Effort: ${effort}`,
  questions: (count: number) => plural(count, 'question'),
  pairs: (count: number) => plural(count, 'pair'),
  alt: (rows: string) => `Agreement with its ranges: ${rows}.`,
  altRange: (low: string, high: string) => `range ${low} to ${high}`,

  exportTitle: (days: number) => `Votes of this server, the last ${lastDays(days)}`,
  exportRows: (rows: number) =>
    `${plural(rows, 'row')}: one a day, judge and effort. Only days that are over and whose voting has closed; a day’s counts never change.`,
  exportNone:
    'There is nothing to show yet. A day is counted when it is over and all its voting has closed, and it is shown if enough people voted.',
  exportHeld: (rows: number, fewest: number) =>
    `${plural(rows, 'row')} ${rows === 1 ? 'is' : 'are'} held back, because ${rows === 1 ? 'it' : 'they'} could reveal the votes of fewer than ${fewest} people.`,
  exportTerms:
    'Counts only, no single votes. Discord forbids selling such data, finding out who is behind it, and training models on message content without its permission. docs/codebook.md explains the columns.',
};
