import { writeRules } from '../../packages/playground/src/practice/writer.ts';
import { type JudgeTrial, type Said, tryJudge, uniformWeight } from '../../src/agreement/judge-trial.ts';
import { readRules } from '../../src/judge/rules.ts';
import type { Chance } from '../agreement/chance.ts';
import { type VotedDuel, winnerOf } from './align-community.ts';

/** What came of one try to learn. */
export interface Learnt {
  rules: readonly string[];
  /** null: there was not enough to learn from, or no rule paid on the choose split. */
  trial: JudgeTrial | null;
}

/** Prompts to the writer, and failures in each. */
const [PROPOSALS, FAILURES] = [4, 16];
/** A rule must raise the agreement on the choose split by so much. */
const PAYS = 0.005;

/**
 * A small stand-in for `src/learning/align`: the same split by time (40 : 20 : 40), writer, both orders and
 * trial, with a plain search (each rule must pay on the choose split by itself) and without any screen that
 * knows attacks by their words. So it says what the votes alone refuse.
 */
export function learn(duels: readonly VotedDuel[], lot: Chance): Learnt {
  const [from, to] = [Math.floor(0.4 * duels.length), Math.floor(0.6 * duels.length)];
  const [train, choose, test] = [duels.slice(0, from), duels.slice(from, to), duels.slice(to)];
  const rules: string[] = [];
  let left = new Set(propose(train, lot));
  let best = scoreOf(choose, rules);
  while (left.size > 0) {
    const scores = [...left].map((rule) => ({ rule, score: scoreOf(choose, [...rules, rule]) }));
    const top = scores.sort((a, b) => b.score - a.score)[0]!;
    if (!(top.score - best > PAYS)) break;
    rules.push(top.rule);
    best = top.score;
    // What did not pay beside the rules so far is not tried again: it saves most of the calls.
    left = new Set(scores.slice(1, 9).map(({ rule }) => rule));
  }
  if (rules.length === 0 || test.length === 0) return { rules, trial: null };
  const tried = test.map((duel, i) => ({
    cluster: String(i),
    votes: duel.votes,
    old: saidOf(duel, []),
    new: saidOf(duel, rules),
    opponentProbability: duel.opponentProbability,
  }));
  return { rules, trial: tryJudge(tried) };
}

function propose(train: readonly VotedDuel[], lot: Chance): string[] {
  const failed = train.filter((duel) => pluralityOf(duel) !== null && saidOf(duel, []) !== pluralityOf(duel));
  const answers = Array.from({ length: PROPOSALS }, () => {
    const some = Array.from({ length: Math.min(FAILURES, failed.length) }, () => failed[lot.below(failed.length)]!);
    return writeRules(some.map(caseOf).join('\n\n'), 1);
  });
  return answers.flatMap((answer) => readRules((answer.split('Rules:\n')[1] ?? '').split('\n')).rules);
}

function caseOf(duel: VotedDuel): string {
  const preferred = pluralityOf(duel) ?? 'a';
  const whys = duel.votes.flatMap(({ why }) => (why === null ? [] : [`Somebody for one:\n${quoted(why)}`]));
  const [better, other] = preferred === 'a' ? [duel.a, duel.b] : [duel.b, duel.a];
  return [
    '## Case',
    `Preferred by people:\n${quoted(better.text)}`,
    `The other reply:\n${quoted(other.text)}`,
    ...whys,
  ].join('\n');
}

const quoted = (text: string) => text.replace(/^/gm, '> ');

function pluralityOf({ votes }: VotedDuel): 'a' | 'b' | null {
  const lead = votes.reduce((sum, { side }) => sum + (side === 'a' ? 1 : -1), 0);
  return lead === 0 ? null : lead > 0 ? 'a' : 'b';
}

/** The mean agreement, weighted to an even draw of opponents. */
function scoreOf(duels: readonly VotedDuel[], rules: readonly string[]): number {
  let [sum, total] = [0, 0];
  for (const duel of duels) {
    const said = saidOf(duel, rules);
    const weight = uniformWeight(duel.opponentProbability);
    const share = duel.votes.filter(({ side }) => side === said).length / duel.votes.length;
    sum += weight * (said === null ? 0.5 : share);
    total += weight;
  }
  return total === 0 ? 0.5 : sum / total;
}

const heard = new Map<string, Said>();
/** A judge repeats itself, so what it said once is remembered over all communities. */
function saidOf(duel: VotedDuel, rules: readonly string[]): Said {
  const key = `${duel.query}\n${duel.b.text.length}\n${rules.join('\n')}`;
  const before = heard.get(key);
  if (before !== undefined) return before;
  const [forward, backward] = [winnerOf(duel, 'ab', rules), winnerOf(duel, 'ba', rules)];
  const said = forward === backward ? forward : null;
  if (heard.size > 2_000_000) heard.clear();
  heard.set(key, said);
  return said;
}
