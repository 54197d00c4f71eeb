import { plural } from '../plural.ts';

/** What moderators read about the judge's work. */
export const reasoning = {
  candidate: (number: number) => `Candidate ${number}`,
  title: 'The judge’s reasoning',
  noPick: 'No pick yet.',
  pick: (candidate: string, judged: boolean) => `The pick is **${candidate}**${judged ? '' : ', unjudged'}.`,
  took: (matches: number, comparisons: number, judge: string, tournament: string, effort: string) =>
    `${judge} judged ${plural(matches, 'pair')} of replies in ${plural(comparisons, 'comparison')}. Who met whom: by the rule “${tournament}”. Effort: ${effort}.`,
  tookNothing: 'The judge compared nothing.',
  lookedFor: 'What the judge looked for',
  lookedForNothing: 'What was written as a rubric could not be used.',
  rubricBy: (model: string) => `Written by ${model} from the question alone, before it saw a reply`,
  overview: 'Overview',
  previous: 'Previous',
  next: 'Next match',
  failed: (error: string) => `failed (${error})`,
  sameAs: (candidate: string) => `says the same as ${candidate}`,
  /** For the picture, which has little room. */
  sameAsNumber: (number: number) => `the same as ${number}`,
  notJudged: 'not judged',
  titles: {
    chances: 'How likely each is the best',
    bestFirst: 'Best first',
    met: 'Who met whom',
    rows: 'Each row: wins–losses against',
  },
  written: 'written',
  /** The letter by which voters knew a reply. */
  votersSaw: (letter: string) => `**${letter}** for voters`,
  begins: (words: string) => `“${words}”`,
  disagree: 'The two orders disagree.',
  bestWith: (percent: string) => `${percent} likely to be the best`,
  /** Of a judge that gives scores. */
  scoreOf: (score: string) => `score ${score}`,
  withoutScore: 'no score',
  aboutScores:
    'The judge gives each reply a score by itself, and no reasons. Scores of different questions cannot be compared, and nobody has measured how sure such a judge is.',
  noOrder: 'Each reply is scored by itself, so there is no order.',
  against: (a: string, b: string) => `${a} against ${b}`,
  spent: (tokens: number, seconds: string) => `The judge wrote ${plural(tokens, 'token')} in ${seconds} s`,
  priceUnknown: 'price unknown',
  withoutVerdict: (count: number) => `${count} without a verdict`,
  match: (at: number, last: number, a: string, b: string) => `Match ${at} of ${last}: ${a} against ${b}`,
  comparison: (number: number) => `Comparison ${number}`,
  shown: (first: string, second: string, time: number) =>
    `Shown first: ${first}, second: ${second}${time > 1 ? `, asked this way for the ${ordinal(time)} time` : ''}`,
  tokens: (count: number) => plural(count, 'token'),
  verdict: 'Verdict',
  chainOfThought: 'Chain of thought',
  answer: 'Answer',
  gaveNone: 'The judge gave none.',
  better: (candidate: string, conflict: boolean, forced: boolean) =>
    `${candidate} is better${conflict ? ' (it named both; the last one counts)' : ''}${forced ? ' (forced: its thinking budget ran out)' : ''}`,
  invalid: {
    'no-marker': 'no verdict: the judge named neither',
    truncated: 'no verdict: the judge ran out of tokens',
    empty: 'no verdict: the judge answered nothing',
    refused: 'no verdict: the judge declined',
    unavailable: 'no verdict: the judge could not be asked',
    'prompt-cut': 'no verdict: the judge’s server read only a part of the question',
    'no-rubric': 'no verdict: the judge goes by a rubric, and none could be used',
    tie: 'no verdict: both have the same score',
  },
  noScore: 'no verdict that counts',
  level: (score: string) => `level, ${score}`,
  won: (candidate: string, score: string) => `${candidate} won ${score}`,
  noneCounts: 'None of its verdicts counts, so this match says nothing.',
  oneOrder: 'Asked in one order only.',
  sameInBoth: 'The same in both orders.',
  byPlace: (place: 'first' | 'second') =>
    `In both orders it took the one shown ${place}, so it may have gone by the order rather than by the replies.`,
  notAlways: 'It did not always say the same.',
  alt: (standings: string, met: string) =>
    `The judge’s tournament. How likely each candidate is the best: ${standings}. Who met whom: ${met}.`,
  noChance: 'chance unknown',
  thePick: '(the pick)',
  unknown:
    'I know no question of this server by that name. Choose one from the list that opens after `ask:`, or use the menu of the message with my answer.',
};

const ordinal = (n: number) =>
  `${n}${['th', 'st', 'nd', 'rd'][n % 10 < 4 && (n % 100 < 11 || n % 100 > 13) ? n % 10 : 0]}`;
