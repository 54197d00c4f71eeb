import { createHash } from 'node:crypto';
import { seeded } from '../../src/seeded.ts';

/** Everything about a duel that a member's client is sent before the vote, by a name. */
export type PublicFacts = Readonly<Record<string, string>>;

/** Says whether the pick stands first; always the same for the same facts. */
export interface Predictor {
  name: string;
  picksFirst(facts: PublicFacts): boolean;
}

/** The house's own draw, read backwards: policy, opponent and order out of one stream, as `ballots/opponent.ts` draws them. */
function replay(seed: string, others: number): boolean {
  const lot = seeded(seed, 'duel');
  if (!lot.coin()) lot.below(others);
  return lot.coin();
}

/** What an attacker tries who has the code and the facts: our own draw and plain hashes from each fact, each two of them together, and every bit of each. */
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

/** A bit of a number, of a uuid or of a text's bytes. */
function bitOf(fact: string, bit: number): boolean {
  const hex = fact.replaceAll('-', '');
  if (/^\d+$/.test(fact)) return ((BigInt(fact) >> BigInt(bit)) & 1n) === 1n;
  if (/^[0-9a-f]{32}$/.test(hex)) return ((BigInt(`0x${hex}`) >> BigInt(bit)) & 1n) === 1n;
  return (((Buffer.from(fact)[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1;
}
