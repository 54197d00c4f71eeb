import { type JudgeTrial, tryJudge } from '../../agreement/judge-trial.ts';
import { mcNemarP } from '../../agreement/two-judges.ts';
import { seeded } from '../../seeded.ts';
import type { AlignEnd, Verdict } from '../../terms.ts';
import { type NoRule, openScreen } from './admit.ts';
import { type Duel, type Order, pluralityOf } from './duel.ts';
import { hear, isAsSteady, scoreOf } from './hear.ts';
import { search } from './search.ts';
import type { Parts } from './split.ts';

/**
 * What a run needs from outside. It asks the same things in the same order whenever it is given the same
 * duels, options and answers, so ports that remember what they were answered make it resumable.
 */
export interface Ports {
  /**
   * Has a duel judged, the reply `a` shown first in the order `ab`.
   * @throws {BudgetSpent}, and a `ModelError` where the judge cannot be asked
   */
  judge(duel: Duel, order: Order, rules: readonly string[], phase: Phase): Promise<Verdict>;
  /** Has the writer answer a prompt. `attempt` tells equal prompts apart. @throws as `judge` */
  write(prompt: string, attempt: number): Promise<string>;
  /**
   * The list that an earlier try of this run had chosen before it used the test split; null: it did not get
   * so far. The test split serves one list only, whatever has been deleted since.
   */
  finalist(): Promise<readonly string[] | null>;
  /** Notes, before any duel of the test split is judged, which list it will serve. */
  beginTest(rules: readonly string[]): Promise<void>;
  /** How many calls may be under way at once, at least 1. */
  parallel: number;
  onProgress?(so: AlignProgress): void;
}

/**
 * What a call is for. The search leaves some of a budget over, because a list that was never pruned and tried
 * is worth nothing.
 */
export type Phase = 'search' | 'end';

export interface AlignProgress {
  doing: 'judging' | 'writing' | 'choosing' | 'pruning' | 'testing';
  /** Rounds done, and of how many. */
  round: number;
  rounds: number;
  /** Calls made so far, remembered ones included. */
  calls: number;
}

export interface AlignOptions {
  /** The rules that the judge has now: new ones must be better than these. */
  present: readonly string[];
  rounds: number;
  /** Lists that are written in each round. */
  proposals: number;
  seed: string;
  /** Names of models and people that no rule may hold. */
  names: readonly string[];
}

export interface Aligned {
  end: AlignEnd;
  /** The list that was tried; empty where none was better than the present rules on the choose split. */
  rules: readonly string[];
  /** Rules that a writer proposed and that are none, each once. */
  leftOut: readonly { rule: string; why: NoRule }[];
  /** Lists that were written, and tried on the choose split. */
  lists: number;
  /** Weighted agreement on the choose split, by the present and the chosen rules. null: not heard. */
  choose: { plain: number; chosen: number } | null;
  /** null: there was nothing to try. */
  trial: AlignTrial | null;
}

/** The one use of the test split. */
export interface AlignTrial extends JudgeTrial {
  /** Asks on which only the judge with or without rules agrees with the plurality. */
  mcNemar: { onlyOld: number; onlyNew: number; p: number };
  /** The share of asks in which the two orders named different sides, 0–1. */
  contradicted: { old: number; new: number };
  /** The share of verdicts that were invalid, 0–1. */
  invalid: { old: number; new: number };
}

/** The most duels of the choose split: each list is asked about all of them. */
export const MOST_CHOOSE = 80;

/**
 * Learns rules from a community's closed duels, and tries them once on duels that came later.
 * They are kept if the judge agrees with people more often by them, surely and without any one voter
 * (`tryJudge`), and contradicts itself no more than before.
 * @throws {BudgetSpent} when a port does; what was answered is not lost, as ports remember it
 */
export async function align(parts: Parts, options: AlignOptions, ports: Ports): Promise<Aligned> {
  const { rounds, seed, names } = options;
  let calls = 0;
  let at: Pick<AlignProgress, 'doing' | 'round'> = { doing: 'judging', round: 0 };
  const tell = (next = at) => {
    at = next;
    ports.onProgress?.({ ...at, rounds, calls });
  };
  const counted: Ports = {
    ...ports,
    async judge(...asked) {
      const verdict = await ports.judge(...asked);
      calls += 1;
      tell();
      return verdict;
    },
    async write(...asked) {
      const answer = await ports.write(...asked);
      calls += 1;
      tell();
      return answer;
    },
  };
  const found = await findList();
  if (found.rules.length === 0) return { ...found, end: 'no-list', trial: null };
  tell({ doing: 'testing', round: rounds });
  const trial = await tryOnce(parts.test, options.present, found.rules, counted);
  const end = !trial.isBetter ? 'not-better' : trial.isSteady ? 'kept' : 'contradicts-itself';
  return { ...found, end, trial: trial.figures };

  async function findList(): Promise<Omit<Aligned, 'end' | 'trial'>> {
    const before = await ports.finalist();
    if (before) return { rules: before, leftOut: [], lists: 0, choose: null };
    const choose = seeded(seed, 'choose').shuffle(withoutKeenest(parts.choose)).slice(0, MOST_CHOOSE);
    const screen = openScreen(parts.train, names);
    const { plain, best, lists, leftOut } = await search({ ...parts, choose }, options, screen, counted, tell);
    if (best) await ports.beginTest(best.rules);
    return {
      rules: best?.rules ?? [],
      leftOut: [...leftOut].map(([rule, why]) => ({ rule, why })),
      lists,
      choose: { plain: plain.score.agreement, chosen: (best ?? plain).score.agreement },
    };
  }
}

/**
 * The duels without the votes of whoever cast most of them: a rule that pleases one person alone must not be
 * chosen beside one that pleases everybody.
 */
function withoutKeenest(duels: readonly Duel[]): Duel[] {
  const cast = Map.groupBy(
    duels.flatMap(({ votes }) => votes),
    ({ voter }) => voter,
  );
  const [keenest] = [...cast].reduce(
    (one, other) => (other[1].length > one[1].length ? other : one),
    ['', [] as unknown[]],
  );
  return duels
    .map((duel) => ({ ...duel, votes: duel.votes.filter(({ voter }) => voter !== keenest) }))
    .filter(({ votes }) => votes.length > 0);
}

/** Has both judges judge every duel of the test split, in both orders. */
async function tryOnce(duels: readonly Duel[], present: readonly string[], rules: readonly string[], ports: Ports) {
  const before = await hear(duels, present, ports, 'end');
  const after = await hear(duels, rules, ports, 'end');
  const [was, is] = [scoreOf(duels, before), scoreOf(duels, after)];
  const result = tryJudge(
    duels.map(({ askId, votes, opponentProbability }, i) => ({
      ...{ cluster: askId, votes, opponentProbability },
      ...{ old: before[i]!.said, new: after[i]!.said },
    })),
  );
  const rights = duels.flatMap((duel, i) => {
    const people = pluralityOf(duel);
    return people === null ? [] : [[before[i]!.said === people, after[i]!.said === people] as const];
  });
  const onlyOld = rights.filter(([old, now]) => old && !now).length;
  const onlyNew = rights.filter(([old, now]) => now && !old).length;
  const figures: AlignTrial = {
    ...result,
    mcNemar: { onlyOld, onlyNew, p: mcNemarP(onlyOld, onlyNew) },
    contradicted: { old: was.contradicted, new: is.contradicted },
    invalid: { old: was.invalid, new: is.invalid },
  };
  return { figures, isBetter: result.isBetter, isSteady: isAsSteady(is, was) };
}
