import { type Marker, markersOf, type ReadVerdict, verdictOf } from '../markers.ts';
import type { Transcript } from './transcript.ts';

/** The model on the first rank, in a list of Python or JSON: `{'model': 'm', 'rank': 1}`. */
const RANKED = /\{\s*['"]model['"]\s*:\s*['"](m|M|model_1|model_2)['"]\s*,\s*['"]rank['"]\s*:\s*1(?:\.0)?\s*\}/g;
/** A line that begins with the output's name, and does not go on to offer the other one. */
const OUTPUT = /(?<=^|\n) ?Output \(([ab])\)(?!:|,? or )/gi;
/** The reply of a judge that may say one token alone. */
const TOKEN = /^\s*(m|M)\s*$/g;

const sides: Readonly<Record<string, 'first' | 'second'>> = {
  m: 'first',
  M: 'second',
  model_1: 'first',
  model_2: 'second',
  a: 'first',
  b: 'second',
};

/**
 * AlpacaEval's three forms: a ranking of both models, `Output (a)`, and a bare `m` or `M`. `first` is the
 * model that the prompt names m, model_1 or (a): AlpacaEval draws which output that is. Both models on the
 * first rank are a tie, where AlpacaEval's own reader takes one of them. Preferences by log-probability need
 * no reading: see `tribunal winrate`.
 * Source: Li et al. 2023; github.com/tatsu-lab/alpaca_eval, `completion_parsers.py`.
 */
export const alpacaEval: Transcript = {
  name: 'alpaca-eval',
  read(answer) {
    const read = (pattern: RegExp): Marker[] => markersOf(answer, pattern, (named) => sides[named] ?? null);
    const ranked = read(RANKED);
    if (ranked.length > 0) return tieOf(answer, ranked) ?? verdictOf(answer, ranked);
    const outputs = markersOf(answer, OUTPUT, (named) => sides[named.toLowerCase()] ?? null);
    return verdictOf(answer, outputs.length > 0 ? outputs : read(TOKEN));
  },
  means: { first: { verdict: 'first' }, second: { verdict: 'second' }, tie: { verdict: 'tie' } },
};

/** @returns the tie of a last list with both models on the first rank; null where it has one there */
function tieOf(answer: string, ranked: readonly Marker[]): ReadVerdict<'tie'> | null {
  const [one, other] = ranked.slice(-2);
  if (!one || !other || one.side === other.side || !/^\s*,\s*$/.test(answer.slice(one.to, other.from))) return null;
  return { verdict: 'tie', conflict: ranked.length > 2, end: other.to };
}
