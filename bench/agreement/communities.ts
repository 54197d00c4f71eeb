import type { Community } from './community.ts';

const ordinary: Community = {
  asks: 0,
  ballots: 2,
  people: 6,
  abstention: 0.3,
  clear: 0.8,
  spread: 0.8,
  ties: 0.15,
  firstBias: 0.3,
  longerBias: 0.2,
  judges: [0.8, 0.3],
  judgeBias: 0.4,
};

/** The communities of the coverage study. */
export const communities: Readonly<Record<string, Community>> = {
  ordinary,
  /** Votes on one ask are strongly correlated, and half of the people do not vote. */
  clustered: { ...ordinary, people: 10, abstention: 0.5, ballots: 3, spread: 2 },
  /** Nearly everybody sees the better answer. */
  unanimous: { ...ordinary, clear: 2.5, spread: 0.5, ties: 0.03, judges: [2, 1] },
  /** People prefer the first and the longer answer, whatever it says. */
  biased: { ...ordinary, clear: 0.2, firstBias: 1.5, longerBias: 1 },
};
