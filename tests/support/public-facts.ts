import { createHash } from 'node:crypto';
import { seeded } from '../../src/seeded.ts';

/** Everything that a member's client receives about a duel before the vote, by name. */
export type PublicFacts = Readonly<Record<string, string>>;

/** Guesses whether the pick is shown first. Deterministic for the same facts. */
export interface Predictor {
  name: string;
  picksFirst(facts: PublicFacts): boolean;
}

/**
 * Repeats the draw of `ballots/opponent.ts` with a guessed seed: policy, opponent and order from one stream.
 */
function replay(seed: string, others: number): boolean {
  const lot = seeded(seed, 'duel');
  if (!lot.coin()) lot.below(others);
  return lot.coin();
}

/**
 * The guesses of an attacker who has the code and the facts:
 * our own draw and a SHA-256 from each fact and each pair of facts, and every bit of each fact.
 */
export function predictorsFor(names: readonly string[], others: number): Predictor[] {
  const pairs = names.flatMap((one) => names.map((other) => [one, other] as const));
  const sources: [string, (facts: PublicFacts) => string][] = [
    ...names.map((name): [string, (facts: PublicFacts) => string] => [name, (facts) => facts[name] ?? '']),
    ...pairs.map(([one, other]): [string, (facts: PublicFacts) => string] => [
      `${one}+${other}`,
      (facts) => `${facts[one]}${facts[other]}`,
    ]),
  ];
  const bits = names.flatMap((name) =>
    Array.from({ length: 64 }, (_, bit) => ({
      name: `bit ${bit} of ${name}`,
      picksFirst: (facts: PublicFacts) => bitOf(facts[name] ?? '', bit),
    })),
  );
  return [
    ...sources.flatMap(([name, of]) => [
      { name: `our draw from ${name}`, picksFirst: (facts: PublicFacts) => replay(of(facts), others) },
      { name: `SHA-256 of ${name}`, picksFirst: (facts: PublicFacts) => (hash(of(facts))[0] ?? 0) % 2 === 0 },
    ]),
    ...bits,
  ];
}

const hash = (text: string) => createHash('sha256').update(text).digest();

/** A bit of a number, a UUID or a text's bytes. */
function bitOf(fact: string, bit: number): boolean {
  const hex = fact.replaceAll('-', '');
  if (/^\d+$/.test(fact)) return ((BigInt(fact) >> BigInt(bit)) & 1n) === 1n;
  if (/^[0-9a-f]{32}$/.test(hex)) return ((BigInt(`0x${hex}`) >> BigInt(bit)) & 1n) === 1n;
  return (((Buffer.from(fact)[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1;
}
