import { lastDays, plural } from '../plural.ts';

/** `/leaderboard` and `/my-votes`. */
export const leaderboard = {
  title: (days: number) => `Whose answers you prefer, the last ${lastDays(days)}`,
  tooFew: (votes: number, questions: number, fewest: number) =>
    `**Not enough data yet.** There ${votes === 1 ? 'is' : 'are'} ${plural(votes, 'blind vote')} on ${plural(questions, 'question')} whose two answers came from different models. A model is ranked once it has ${fewest} such questions. Ask with \`/ask\`, and vote before you look.`,
  ahead: (model: string) => `${model} is ahead of all others.`,
  level: (models: string) => `Ahead, and not to be told apart: ${models}.`,
  allLevel: 'These models cannot be told apart yet.',
  row: (places: string, model: string, people: string, judge: string | null, votes: number, questions: number) =>
    `**${places}** ${model}: **${people}**${judge === null ? '' : `, judge ${judge}`} · ${plural(votes, 'vote')} on ${plural(questions, 'question')}`,
  range: (value: string, low: string, high: string) => `${value} (${low} to ${high})`,
  few: (models: string) => `Not enough questions yet: ${models}.`,
  fewOne: (model: string, questions: number) => `${model} (${questions})`,
  apart: (models: string) => `Not ranked, because nothing yet ties their votes to the others: ${models}.`,
  more: (count: number) => `and ${count} more`,
  counts: (votes: number, questions: number) => `${plural(votes, 'blind vote')} on ${plural(questions, 'question')}.`,
  what: 'How often you prefer a model’s answer to that of an average other model here; a tie is half a vote. “Judge”: how often the judge does, on the same questions. In brackets: the range that holds in 95 of 100 such samples. The number in front: the places that a model may have.',
  shown:
    'You see the judge’s pick against one other answer, so this ranks answers that were shown, not everything that a model writes.',
  sameModel: (questions: number) =>
    `Left out: ${plural(questions, 'question')} whose two answers came from the same model.`,
  you: 'You all',
  judge: 'The judge',
  alt: (rows: string) => `How often each model’s answers are preferred: ${rows}.`,
  altRow: (places: string, model: string, people: string, judge: string | null) =>
    `place ${places} ${model}, people ${people}${judge === null ? '' : `, judge ${judge}`}`,

  mineTitle: 'Your votes',
  mineNone:
    'None of your votes counts yet. A vote counts when its voting has closed, and if you voted before you knew the pick, on somebody else’s question.',
  mineCounts: (counted: number, ties: number, bothBad: number) =>
    `${plural(counted, 'vote')} of yours ${counted === 1 ? 'counts' : 'count'}: ${counted - ties - bothBad} for one of two answers, ${plural(ties, 'tie')}, ${bothBad} × both bad.`,
  withJudge: (share: string) => `**With the judge:** ${share} went to its pick.`,
  withOthers: (share: string) => `**With the others:** ${share} went with their majority.`,
  noOthers: (others: number) =>
    `**With the others:** no question yet on which at least ${others} others voted and most of them chose the same answer.`,
  of: (part: number, whole: number) => `${part} of ${whole}`,
  liked: 'Models whose answers you chose, of those that you saw against another model’s:',
  likedRow: (model: string, share: string) => `- ${model}: ${share}`,
  mineLeftOut: (count: number) =>
    `On ${plural(count, 'more question')} with closed voting your vote does not count: you knew the pick, had asked the question yourself, chose among all answers, or were faster than one can read.`,
  mineNote:
    'Only votes on questions whose voting has closed are counted here, and only you see this. Small numbers say more about chance than about you.',
};
