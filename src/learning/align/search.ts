import { RULES } from '../../judge/rules.ts';
import { type Seeded, seeded } from '../../seeded.ts';
import type { NoRule, Screen } from './admit.ts';
import { BudgetSpent } from './budget-spent.ts';
import { type Duel, pluralityOf } from './duel.ts';
import { hear, isAsSteady, type Score, scoreOf, weightsOf } from './hear.ts';
import { type Lesson, proposalPrompt, rulesInAnswer } from './propose.ts';
import { prune } from './prune.ts';
import type { AlignOptions, AlignProgress, Phase, Ports } from './run.ts';
import type { Parts } from './split.ts';

/** How many duels a proposal is made from: mostly such as the judge got wrong, and some others. */
const LESSONS = { failed: 10, others: 2 } as const;
/** Duels that are judged to find them. */
export const MINIBATCH = 24;

/** A list of rules with what it reaches on the choose split. */
export interface Candidate {
  rules: readonly string[];
  score: Score;
}

export interface Found {
  /** The present rules. */
  plain: Candidate;
  /** null: no list was better than the present rules. */
  best: Candidate | null;
  lists: number;
  leftOut: ReadonlyMap<string, NoRule>;
}

/**
 * Searches for rules as GEPA searches for prompts: a pool of lists, of which each round rewrites some. A
 * parent is drawn from the Pareto front over the choose split's duels, is asked about a minibatch of train
 * duels, and a writer reflects on where people saw it otherwise. A child must do better than its parent on
 * that minibatch before it is asked about the choose split. Two lists of the front can also be merged. At the
 * end every rule must earn its place, so that none rides along with a good one. Where the budget for the
 * search is spent, what was found by then is pruned and tried.
 * Source: Agrawal et al. 2025, GEPA, arXiv 2507.19457, algorithms 1 and 2.
 */
export async function search(
  { train, choose }: Pick<Parts, 'train' | 'choose'>,
  { rounds, proposals, seed, present }: AlignOptions,
  screen: Screen,
  ports: Ports,
  tell: (so: Pick<AlignProgress, 'doing' | 'round'>) => void,
): Promise<Found> {
  const lot = seeded(seed, 'align');
  const leftOut = new Map<string, NoRule>();
  const tried = new Map<string, Candidate>();
  const tryOut = async (rules: readonly string[], phase: Phase = 'search'): Promise<Candidate> => {
    const known = tried.get(keyOf(rules));
    if (known) return known;
    const candidate = { rules, score: scoreOf(choose, await hear(choose, rules, ports, phase)) };
    tried.set(keyOf(rules), candidate);
    return candidate;
  };
  let lists = 0;
  const propose = async (parent: Candidate, round: number): Promise<void> => {
    tell({ doing: 'judging', round });
    const batch = lot.shuffle(train).slice(0, MINIBATCH);
    const heard = await hear(batch, parent.rules, ports, 'search');
    tell({ doing: 'writing', round });
    const answer = await ports.write(proposalPrompt(parent.rules, lessonsFrom(batch, heard)), lists++);
    const rules = rulesInAnswer(answer).filter((rule) => {
      const why = screen.admit(rule);
      if (why) leftOut.set(rule, why);
      return why === null;
    });
    if (rules.length === 0 || tried.has(keyOf(rules))) return;
    const child = scoreOf(batch, await hear(batch, rules, ports, 'search'));
    if (child.agreement <= scoreOf(batch, heard).agreement) return;
    tell({ doing: 'choosing', round });
    await tryOut(rules);
  };

  tell({ doing: 'judging', round: 0 });
  const plain = await tryOut(present);
  const isSteady = ({ score }: Candidate) => isAsSteady(score, plain.score);
  const goThroughRounds = async () => {
    for (let round = 1; round <= rounds; round++)
      for (let i = 0; i < proposals; i++) {
        const front = drawnByMerit([...tried.values()].filter(isSteady), lot);
        const merged = round > 1 && i % 2 === 1 ? mergeOf(front(), front()) : null;
        if (!merged) await propose(front(), round);
        else {
          tell({ doing: 'choosing', round });
          await tryOut(merged);
        }
      }
  };
  const cut = await goThroughRounds().catch((error: unknown) => {
    if (error instanceof BudgetSpent) return error;
    throw error;
  });
  const best = [...tried.values()]
    .filter(isSteady)
    .reduce((one, other) => (other.score.agreement > one.score.agreement ? other : one), plain);
  // A search that was cut before it found anything has not ended: it can be gone on with.
  if (best === plain && cut) throw cut;
  if (best === plain) return { plain, best: null, lists, leftOut };
  tell({ doing: 'pruning', round: rounds });
  const pruned = await prune(
    best,
    async (rules) => {
      const shorter = await tryOut(rules, 'end');
      return isSteady(shorter) ? shorter : null;
    },
    weightsOf(choose),
  );
  return { plain, best: pruned.score.agreement > plain.score.agreement ? pruned : null, lists, leftOut };
}

const keyOf = (rules: readonly string[]): string => JSON.stringify(rules);

/**
 * Draws a list with the number of duels on which it is as good as any, as chances. A list that another one
 * equals everywhere and beats somewhere is not drawn.
 */
function drawnByMerit(pool: readonly Candidate[], lot: Seeded): () => Candidate {
  const duels = pool[0]?.score.each.length ?? 0;
  const front = pool.filter((one) => !pool.some((other) => dominates(other.score.each, one.score.each)));
  const wins = front.map(() => 0);
  for (let duel = 0; duel < duels; duel++) {
    const most = Math.max(...front.map(({ score }) => score.each[duel]!));
    for (const [i, { score }] of front.entries()) if (score.each[duel] === most) wins[i]! += 1;
  }
  const all = wins.reduce((sum, n) => sum + n, 0);
  return () => {
    let left = lot.below(Math.max(1, all));
    for (const [i, n] of wins.entries()) {
      if (left < n) return front[i]!;
      left -= n;
    }
    return front[0]!;
  };
}

const dominates = (one: readonly number[], other: readonly number[]): boolean =>
  one.every((share, i) => share >= other[i]!) && one.some((share, i) => share > other[i]!);

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
