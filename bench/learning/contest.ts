import type { Said } from '../../src/agreement/judge-trial.ts';
import { opponentProbability } from '../../src/ballots/opponent.ts';
import type { Comparison, Tournament } from '../../src/tournament/tournament.ts';
import { logistic } from '../agreement/chance.ts';
import { play } from '../tournament/play.ts';
import { type Scenario, type World, worldOf } from '../tournament/world.ts';

/** An ask that one judge decided, and what another one says about it in the shadow. */
export interface Contest {
  /** The champion's pick and the pick of its challenger, as slots. */
  pick: number;
  shadowPick: number;
  /** The challenger's pick if it had chosen its comparisons itself. */
  ownPick: number;
  /** Every opponent that the pick may meet: never none. */
  opponents: readonly Opponent[];
}

/** A duel that may be shown. */
export interface Opponent {
  slot: number;
  /** With which probability it is drawn, over both ways of drawing. */
  probability: number;
  /** With which probability somebody who takes a side prefers it to the pick. */
  preferred: number;
  /** What the two judges say of pick (a) and opponent (b), asked anew in both orders. */
  champion: Said;
  challenger: Said;
}

/** How clearly people see a difference in strength, in logits: they agree on about 70 % of random pairs. */
const SIGHT = 1.2;

/** The names of the chances that one ask depends on: of its replies, and of each judge's own errors. */
const JUDGES = { champion: 1, challenger: 2 } as const;

/**
 * Plays an ask with the first judge in charge. The second one judges the same comparisons again, in the same
 * order of replies; its pick is the tournament's best over what it says. Both see the same strengths, and
 * each has errors of its own that stay for an ordered pair, as real judges repeat themselves.
 */
export function contest(
  judges: { champion: Scenario; challenger: Scenario },
  { n, key, tournament }: { n: number; key: number; tournament: Tournament },
): Contest {
  const strengths = judges.champion.strengths(n, key);
  const worldFor = (who: keyof typeof JUDGES): World =>
    worldOf({ ...judges[who], strengths: () => strengths }, n, 4 * key + JUDGES[who]);
  const [champion, challenger] = [worldFor('champion'), worldFor('challenger')];
  const setting = { effort: 'standard', parallel: 4, arriving: false } as const;
  const { pick, comparisons } = play(champion, String(key), tournament, setting);
  const shadow = tournament.best({
    ...setting,
    n,
    seed: String(key),
    arrived: strengths.map((_, slot) => slot),
    gone: [],
    comparisons: judgedAgain(comparisons, challenger),
  });
  return {
    pick: pick.slot,
    shadowPick: shadow.slot,
    ownPick: play(challenger, String(key), tournament, setting).pick.slot,
    opponents: pick.standings
      .filter((slot) => slot !== pick.slot)
      .map((slot, place, { length }) => ({
        slot,
        probability: opponentProbability(length, place === 0),
        preferred: logistic(SIGHT * (strengths[slot]! - strengths[pick.slot]!)),
        champion: saidOf(champion, pick.slot, slot),
        challenger: saidOf(challenger, pick.slot, slot),
      })),
  };
}

/** Those that the pick made needless have no verdict, and are not asked again. */
function judgedAgain(comparisons: readonly Comparison[], world: World): Comparison[] {
  const before = new Map<string, number>();
  return comparisons
    .filter(({ verdict }) => verdict !== null)
    .map((comparison, call) => {
      const order = `${comparison.first} ${comparison.second}`;
      const sample = before.get(order) ?? 0;
      before.set(order, sample + 1);
      return { ...comparison, verdict: world.verdict(comparison, sample, call) };
    });
}

/** A call of its own, beyond those of any tournament. */
const ANEW = 1000;

/** What a judge says of a and b when it is asked in both orders: no side where it contradicts itself. */
function saidOf(world: World, a: number, b: number): Said {
  const forward = world.verdict({ first: a, second: b, tier: 0 }, ANEW, 0);
  const backward = world.verdict({ first: b, second: a, tier: 0 }, ANEW, 0);
  if (forward === 'invalid' || backward === 'invalid' || forward === backward) return null;
  return forward === 'first' ? 'a' : 'b';
}
