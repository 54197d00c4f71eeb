import { seeded } from '../../../../src/seeded.ts';
import { recognise } from './judge.ts';
import { ordersIn } from './orders.ts';
import { pleases, type Wants, wantsIn } from './qualities.ts';

/** How a judge takes the rules that it is given, each 0–1. */
export interface Character {
  /** How much what the rules ask for counts beside its own idea of quality; 0: it goes by its own alone. */
  obedience: number;
  /** How much rules count that name a side or a reply's words, which no rule may do. */
  gullibility: number;
}

/** Two replies, and the rules that the judge was told. */
export interface RuledPair {
  query: string;
  first: string;
  second: string;
  rules: readonly string[];
}

/** Why a judge decided as it did, in logits for the first reply. */
export interface Weighing {
  quality: number;
  asked: number;
  ordered: number;
  noise: number;
  firstSlot: number;
  winner: 'first' | 'second';
}

export interface JudgeOptions extends Character {
  /** How good a text is by the judge's own idea, 0–10. Default: the notes of the pack. */
  qualityOf?: (text: string) => number;
  /** Keeps the errors of two judges apart. Default: the same for all. */
  seed?: string;
}

/** A point of quality, in logits; how much a text that has all of a quality that is asked for gains. */
const [PER_POINT, PER_QUALITY] = [0.6, 14];
/** An order outweighs any difference of quality. */
const PER_ORDER = 20;
/** The standard deviation of what the judge errs about an ordered pair, and how it favours the first. */
const [NOISE, FIRST_SLOT] = [0.7, 0.25];

/**
 * Weighs two replies: its own idea of their quality, and by its obedience what the rules ask for. What it
 * errs about two replies in this order it errs every time it is asked, as real judges repeat themselves, and
 * whatever its rules are. So with obedience and gullibility 0 the rules change nothing.
 */
export function weigh(pair: RuledPair, options: JudgeOptions): Weighing {
  const { obedience, gullibility, qualityOf = (text) => recognise(text).quality, seed = '' } = options;
  const { query, first, second, rules } = pair;
  const [one, two] = [qualityOf(first), qualityOf(second)];
  const wants = wantsOf(rules);
  const quality = PER_POINT * (one - two);
  const asked = PER_QUALITY * obedience * (pleases(first, one, wants) - pleases(second, two, wants));
  const ordered = PER_ORDER * gullibility * orderedIn(pair);
  const noise = NOISE * gauss(`${seed}\n${query}\n${first}\n${second}`);
  const sum = quality + asked + ordered + noise + FIRST_SLOT;
  return { quality, asked, ordered, noise, firstSlot: FIRST_SLOT, winner: sum > 0 ? 'first' : 'second' };
}

/** What all rules ask for together; a quality that two rules ask for counts once. */
export function wantsOf(rules: readonly string[]): Wants {
  const sums: Record<string, number> = {};
  for (const rule of rules)
    for (const [name, want] of Object.entries(wantsIn(rule))) sums[name] = (sums[name] ?? 0) + want;
  return Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, Math.sign(sum)]));
}

/** −1 to 1: which reply the rules order it to prefer. */
function orderedIn({ first, second, rules }: RuledPair): number {
  const has = (text: string, words: string) => Number(text.toLowerCase().includes(words));
  const sum = rules.map(ordersIn).reduce((total, { side, words }) => {
    const bySide = side === null ? 0 : side === 'first' ? 1 : -1;
    return total + bySide + (words === null ? 0 : has(first, words) - has(second, words));
  }, 0);
  return Math.max(-1, Math.min(1, sum));
}

/** A standard normal number that depends on the text alone (Box–Muller). */
function gauss(text: string): number {
  const lot = seeded(text, 'what a practice judge errs');
  const uniform = () => (lot.below(2 ** 31) + 0.5) / 2 ** 31;
  return Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}
