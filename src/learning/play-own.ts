import type { Database } from '../../db/client.ts';
import {
  challengerPickOf,
  challengerVerdictsOf,
  insertChallengerComparison,
  insertChallengerPick,
} from '../../db/repo/challenger-comparisons.ts';
import type { Judge, Question } from '../judge/judge.ts';
import { ModelError } from '../models/model-error.ts';
import { type CostLimit, costOf } from '../research/rejudge/cost-limit.ts';
import { type Call, openDriver } from '../tournament/drive.ts';
import { type OwnAsk, ownTournament } from './own-tournament.ts';

export interface PlayOptions {
  ask: OwnAsk & { id: string };
  /** The challenger by its whole name, under which its verdicts are stored. */
  name: string;
  judge: Judge;
  questionOf: (call: Pick<Call, 'first' | 'second' | 'tier' | 'sample'>) => Question;
  budget: CostLimit;
  now: () => Date;
  signal: AbortSignal;
}

/** What a challenger did in one go. */
export interface Played {
  /** `gone`: the ask was deleted or emptied meanwhile. */
  end: 'done' | 'spent' | 'unknown-price' | 'stopped' | 'judge-unavailable' | 'gone';
  judged: number;
  tokens: number;
  /** The last failure. null when there was none. */
  problem: ModelError | null;
}

/** After this many failures in a row the judge counts as unavailable, as in an ask. */
const FAILURES_IN_A_ROW = 3;
const hopeless = new Set(['unauthorized', 'not-found']);

/**
 * Plays a challenger's tournament to its end, from what is stored of it: whoever dies loses only the
 * comparison in flight. The tournament has as many on their way as it would have in an ask, and they are
 * asked one after the other: nobody waits for them, and people wait for others at the same servers. One that
 * a pick made needless is never asked. The caller sees to it that nobody else plays it meanwhile.
 */
export async function playOwn({ db }: Pick<Database, 'db'>, options: PlayOptions): Promise<Played> {
  const { ask, name, judge, budget, now, signal } = options;
  const { tournament, state } = ownTournament(ask, name, judge);
  const driver = openDriver(tournament);
  let queue: Call[] = [];
  let [judged, tokens, failures] = [0, 0, 0];
  let problem: ModelError | null = null;
  const ended = (end: Played['end']): Played => ({ end, judged, tokens, problem });

  if (await challengerPickOf(db, ask.id, name)) return ended('done');
  for (;;) {
    const standing = state(await challengerVerdictsOf(db, ask.id, name), driver.inFlight);
    const pick = driver.round(standing, (call) => queue.push(call));
    if (pick) {
      const how = { pick: pick.slot, standings: [...pick.standings] };
      await insertChallengerPick(db, { ...how, askId: ask.id, judge: name, createdAt: now() });
      return ended('done');
    }
    for (const { id } of queue.filter((call) => call.signal.aborted)) driver.ended(id);
    queue = queue.filter((call) => !call.signal.aborted);
    const [call] = queue;
    if (!call) throw driver.stuck();
    if (signal.aborted) return ended('stopped');
    const admission = budget.admits(0);
    if (admission !== 'yes') return ended(admission === 'wait' ? 'spent' : admission);
    const question = options.questionOf(call);
    try {
      // Not called off with `signal`: what is begun is paid, so it is finished and kept.
      const judgement = await judge.compare(question);
      const cost = costOf(judgement, question);
      budget.pay(cost);
      judged += 1;
      tokens += cost.tokens;
      failures = 0;
      const { usage, notes: _, rubric: __, latencyMs, ...said } = judgement;
      const { first, second, tier, sample, id: number } = call;
      const key = { askId: ask.id, judge: name, number, first, second, tier, sample };
      const row = { ...said, ...usage, ...key, latencyMs: Math.round(latencyMs), createdAt: now() };
      if (!(await insertChallengerComparison(db, row))) return ended('gone');
      driver.ended(number);
      queue.shift();
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      problem = error;
      if (hopeless.has(error.code) || ++failures >= FAILURES_IN_A_ROW) return ended('judge-unavailable');
    }
  }
}
