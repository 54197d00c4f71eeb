import type { Coefficient, Unknown } from '../../agreement/contextual.ts';
import type { Figure } from '../../agreement/statistic.ts';
import { count, shareWords } from '../report/html.ts';
import type { Check } from './fitness.ts';
import type { Modes } from './modes.ts';

/** A log-odds as an odds ratio, or why there is none. */
export function oddsWords({ value, low, high, unknown }: Coefficient): string {
  if (value === null) return unknown === null ? 'not enough data' : unknownWords[unknown];
  const odds = Math.exp(value).toFixed(2);
  return low === null || high === null
    ? `${odds}, with too few questions for a range`
    : `${odds} (${Math.exp(low).toFixed(2)}\u00a0to\u00a0${Math.exp(high).toFixed(2)})`;
}

/** Why there is no odds ratio. */
export const unknownWords: Readonly<Record<Unknown, string>> = {
  rare: 'fewer than ten questions have texts that differ in it',
  separated: 'no finite value: the pairs that could tell are decided one way',
  'few-clusters': 'too few questions for so many coefficients',
};

/** A share with what it rests on. */
export const shareOf = (figure: Figure, unit: string): string =>
  figure.value === null ? 'not known' : `${shareWords(figure)} of ${count(figure.n)} ${unit}`;

export const marks: Readonly<Record<Check['state'], string>> = { met: '✓', 'not met': '✗', 'not known': '?' };

/** The scale, and how what is no side is counted. */
export function modesInWords({ ties, abstentions }: Modes): string[] {
  return [
    'Scale: nominal, of a pair: first, second, or tie.',
    'The label of people is what most of them said; where two are level, it is a tie.',
    'The label of the judge is what it says in both orders in its first run. Where the orders differ it is a tie; where only one can be read, that one counts.',
    ties === 'with'
      ? 'Ties are a class like the others.'
      : 'Pairs that people or the judge call a tie are left out of agreement.',
    abstentions === 'leave-out'
      ? 'Pairs without a verdict that can be read are left out of agreement; coverage says how many are left.'
      : 'Pairs without a verdict that can be read are a class of their own, which never agrees with people.',
  ];
}
