import { RULES } from '../../judge/rules.ts';
import { type Seeded, seeded } from '../../seeded.ts';
import type { NoRule, Screen } from './admit.ts';
import type { Duel } from './duel.ts';
import { pluralityOf } from './duel.ts';
import { hear, isAsSteady, type Score, scoreOf } from './hear.ts';
import { type Lesson, proposalPrompt, rulesInAnswer } from './propose.ts';
import type { AlignOptions, AlignProgress, Ports } from './run.ts';
import type { Parts } from './split.ts';

/** How many duels a proposal is made from: mostly such as the judge got wrong, and some others. */
const LESSONS = { failed: 10, others: 2 } as const;
/** Duels that are judged to find them. */
const MINIBATCH = 24;
/** A rule without which the agreement is less than this below what it was has not earned its place. */
const PAYS = 0.005;

/** A list of rules with what it reaches on the choose split. */
export interface Candidate {
  rules: readonly string[];
  score: Score;
}

export interface Found {
  plain: Candidate;
  /** null: no list was better than no rules. */
  best: Candidate | null;
  lists: number;
  leftOut: ReadonlyMap<string, NoRule>;
}

/**
 * Searches for rules as GEPA searches for prompts: a pool of lists, of which each round rewrites some. A
 * parent is drawn from the Pareto front over the choose split's duels, is asked about a minibatch of train
 * duels, and a writer reflects on where people saw it otherwise. A child must do better than its parent on
 * that minibatch before it is asked about the choose split. Two lists of the front can also be merged. At the
 * end every rule must earn its place, so that none rides along with a good one.
 * Source: Agrawal et al. 2025, GEPA, arXiv 2507.19457, algorithms 1 and 2.
 */
export async function search(
  { train, choose }: Pick<Parts, 'train' | 'choose'>,
  { rounds, proposals, seed }: AlignOptions,
  screen: Screen,
  ports: Ports,
  tell: (so: Pick<AlignProgress, 'doing' | 'round'>) => void,
): Promise<Found> {
  const lot = seeded(seed, 'align');
  const leftOut = new Map<string, NoRule>();
  const tried = new Map<string, Candidate>();
  const tryOut = async (rules: readonly string[]): Promise<Candidate> => {
    const known = tried.get(keyOf(rules));
    if (known) return known;
    const candidate = { rules, score: scoreOf(choose, await hear(choose, rules, ports)) };
    tried.set(keyOf(rules), candidate);
    return candidate;
  };

  tell({ doing: 'judging', round: 0 });
  const plain = await tryOut([]);
  let lists = 0;
  for (let round = 1; round <= rounds; round++) {
    for (let i = 0; i < proposals; i++) {
      const pool = [...tried.values()].filter(({ score }) => isAsSteady(score, plain.score));
      const front = drawnByMerit(pool, lot);
      const merged = round > 1 && i % 2 === 1 ? mergeOf(front(), front()) : null;
      if (merged) {
        tell({ doing: 'choosing', round });
        await tryOut(merged);
        continue;
      }
      const parent = front();
      tell({ doing: 'judging', round });
      const batch = lot.shuffle(train).slice(0, MINIBATCH);
      const heard = await hear(batch, parent.rules, ports);
      tell({ doing: 'writing', round });
      const answer = await ports.write(proposalPrompt(parent.rules, lessonsFrom(batch, heard)), lists++);
      const rules = rulesInAnswer(answer).filter((rule) => {
        const why = screen.admit(rule);
        if (why) leftOut.set(rule, why);
        return why === null;
      });
      if (rules.length === 0 || tried.has(keyOf(rules))) continue;
      const child = scoreOf(batch, await hear(batch, rules, ports));
      if (child.agreement <= scoreOf(batch, heard).agreement) continue;
      tell({ doing: 'choosing', round });
      await tryOut(rules);
    }
  }
  const steady = [...tried.values()].filter(({ score }) => isAsSteady(score, plain.score));
  const best = steady.reduce((one, other) => (other.score.agreement > one.score.agreement ? other : one), plain);
  tell({ doing: 'pruning', round: rounds });
  const pruned = await prune(best, tryOut, plain.score);
  return { plain, best: pruned.rules.length > 0 ? pruned : null, lists, leftOut };
}

const keyOf = (rules: readonly string[]): string => JSON.stringify(rules);

/**
 * Draws a list with the number of duels on which it is as good as any, as chances. Lists that are nowhere the
 * best are never drawn.
 */
function drawnByMerit(pool: readonly Candidate[], lot: Seeded): () => Candidate {
  const duels = pool[0]?.score.each.length ?? 0;
  const wins = pool.map(() => 0);
  for (let duel = 0; duel < duels; duel++) {
    const most = Math.max(...pool.map(({ score }) => score.each[duel]!));
    for (const [i, { score }] of pool.entries()) if (score.each[duel] === most) wins[i]! += 1;
  }
  const all = wins.reduce((sum, n) => sum + n, 0);
  return () => {
    let left = lot.below(Math.max(1, all));
    for (const [i, n] of wins.entries()) {
      if (left < n) return pool[i]!;
      left -= n;
    }
    return pool[0]!;
  };
}

/** @returns both lists in one, or null where that is one of them, or too long */
function mergeOf(one: Candidate, other: Candidate): string[] | null {
  const rules = [...new Set([...one.rules, ...other.rules])];
  return rules.length > RULES.most || rules.length <= Math.max(one.rules.length, other.rules.length) ? null : rules;
}

function lessonsFrom(batch: readonly Duel[], heard: readonly { said: 'a' | 'b' | null }[]): Lesson[] {
  const all = batch.flatMap((duel, i): Lesson[] => {
    const [people, said] = [pluralityOf(duel), heard[i]!.said];
    return people === null ? [] : [{ duel, agreed: said === null ? null : said === people }];
  });
  const failed = all.filter(({ agreed }) => agreed !== true).slice(0, LESSONS.failed);
  return [...failed, ...all.filter(({ agreed }) => agreed === true).slice(0, LESSONS.others)];
}

/** Drops rules one by one, the least missed first, until each of the rest is missed. */
async function prune(
  list: Candidate,
  tryOut: (rules: readonly string[]) => Promise<Candidate>,
  plain: Score,
): Promise<Candidate> {
  if (list.rules.length === 0) return list;
  let least: Candidate | null = null;
  for (const rule of list.rules) {
    const without = await tryOut(list.rules.filter((one) => one !== rule));
    if (!isAsSteady(without.score, plain)) continue;
    if (least === null || without.score.agreement > least.score.agreement) least = without;
  }
  if (least === null || least.score.agreement < list.score.agreement - PAYS) return list;
  return prune(least, tryOut, plain);
}
