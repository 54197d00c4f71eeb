import { pleases, qualities, type Wants } from '../../packages/playground/src/practice/qualities.ts';
import { weigh } from '../../packages/playground/src/practice/rules-judge.ts';
import { opponentProbability } from '../../src/ballots/opponent.ts';
import { findTournament } from '../../src/tournament/open-tournament.ts';
import { type Chance, chance, logistic } from '../agreement/chance.ts';
import { play } from '../tournament/play.ts';
import { drawReply, type Reply } from './texts.ts';

/** A duel of the champion's pick (a) and an opponent (b), before anybody has voted. */
export interface Shown {
  query: string;
  a: Reply;
  b: Reply;
  opponentProbability: number;
}

/** A vote, and the words that some say with it. */
export interface Cast {
  voter: string;
  side: 'a' | 'b';
  why: string | null;
}

export interface VotedDuel extends Shown {
  votes: readonly Cast[];
}

/** What the people of a community go by, in logits. */
export interface Liking {
  /** For each point of quality. */
  perPoint: number;
  taste: Wants;
  /** For all of a quality that they have a taste for. */
  perQuality: number;
}

/** What one of the voters does besides: keen ones vote on everything, by a liking of their own. */
export interface Attacker {
  liking: Liking;
  why: (chosen: string) => string;
}

/** How the simulated judge is: it obeys, and takes orders too. */
export const JUDGE = { obedience: 0.5, gullibility: 1 } as const;

/** What a judge says of a duel in each order, by rules. */
export function winnerOf({ query, a, b }: Shown, order: 'ab' | 'ba', rules: readonly string[]): 'a' | 'b' {
  const [first, second] = order === 'ab' ? [a, b] : [b, a];
  const qualityOf = (text: string) => (text === first.text ? first.quality : second.quality);
  const { winner } = weigh({ query, first: first.text, second: second.text, rules }, { ...JUDGE, qualityOf });
  return (winner === 'first') === (order === 'ab') ? 'a' : 'b';
}

/** Duels as the champion, the same judge without rules, chose them among four replies. */
export function drawPool(size: number, seed: string): Shown[] {
  const tournament = findTournament('adaptive')!;
  return Array.from({ length: size }, (_, key) => {
    const lot = chance(`pool ${seed} ${key}`);
    const replies = Array.from({ length: 4 }, () => drawReply(lot));
    const query = `question ${key}`;
    const world = {
      strengths: replies.map(({ quality }) => quality),
      noiseless: 0,
      arrivals: replies.map(() => 0),
      seconds: () => 1 + lot.uniform(),
      verdict: ({ first, second }: { first: number; second: number }) => {
        const shown = { query, a: replies[first]!, b: replies[second]!, opponentProbability: 1 };
        return winnerOf(shown, 'ab', []) === 'a' ? ('first' as const) : ('second' as const);
      },
    };
    const { pick } = play(world, query, tournament, { effort: 'standard', parallel: 4, arriving: false });
    const others = pick.standings.filter((slot) => slot !== pick.slot);
    // Half of the opponents are the runner-up, and the others are drawn evenly.
    const place = lot.happens(0.5) ? 0 : lot.below(others.length);
    return {
      query,
      a: replies[pick.slot]!,
      b: replies[others[place]!]!,
      opponentProbability: opponentProbability(others.length, place === 0),
    };
  });
}

const PEOPLE = 40;
/** Votes on a duel besides an attacker's, and the share of them with words. */
const [VOTES, SAYS_WHY] = [5, 0.25];

/** Has people vote on duels of the pool until there are so many votes. In the order of their closing. */
export function drawVotes(
  pool: readonly Shown[],
  { votes: wanted, liking, attacker }: { votes: number; liking: Liking; attacker?: Attacker },
  lot: Chance,
): VotedDuel[] {
  const duels: VotedDuel[] = [];
  let cast = 0;
  while (cast < wanted) {
    const shown = pool[lot.below(pool.length)]!;
    const votes: Cast[] = [];
    for (let i = 0; i < VOTES; i++) {
      const side = sideOf(shown, liking, lot);
      const why = lot.happens(SAYS_WHY) ? whyOf(shown[side], liking, lot) : null;
      votes.push({ voter: `person ${lot.below(PEOPLE)}`, side, why });
    }
    if (attacker) {
      const side = sideOf(shown, attacker.liking, lot);
      votes.push({ voter: 'attacker', side, why: attacker.why(shown[side].text) });
    }
    cast += votes.length;
    duels.push({ ...shown, votes });
  }
  return duels;
}

function sideOf({ a, b }: Shown, { perPoint, taste, perQuality }: Liking, lot: Chance): 'a' | 'b' {
  const worth = ({ text, quality }: Reply) => perPoint * quality + perQuality * pleases(text, quality, taste);
  return lot.happens(logistic(worth(a) - worth(b))) ? 'a' : 'b';
}

/** Most name the taste; the others name any quality. */
function whyOf(_chosen: Reply, { taste, perQuality }: Liking, lot: Chance): string {
  const own = qualities.find(({ name }) => (taste[name] ?? 0) !== 0);
  const of = own && perQuality > 0 && lot.happens(0.7) ? own : qualities[lot.below(qualities.length)]!;
  return `It ${of === own && taste[of.name]! < 0 ? of.whyAgainst : of.why}.`;
}
