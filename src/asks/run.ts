import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../db/client.ts';
import { type Ask, getAsk, isUnfinished, moveAsk, takeUpAsk } from '../../db/repo/asks.ts';
import { candidatesOf } from '../../db/repo/candidates.ts';
import { type VerdictRow, verdictsOf } from '../../db/repo/comparisons.ts';
import { planCandidates } from '../candidates/plan.ts';
import { flattenConversation } from '../judge/conversation.ts';
import type { Judge } from '../judge/judge.ts';
import type { Model } from '../models/model.ts';
import type { Log } from '../ops/log.ts';
import type { Queue } from '../ops/queue.ts';
import { openTaskSet } from '../ops/task-set.ts';
import type { ContentCheck } from '../safety/content-check.ts';
import { DEADLINE_SECONDS } from '../terms.ts';
import { type Call, openDriver } from '../tournament/drive.ts';
import { openTournament } from '../tournament/open-tournament.ts';
import { questionOf, readConversation } from './conversation.ts';
import { finishWithFailure, finishWithPick } from './finish.ts';
import { judgePair } from './judge-pair.ts';
import { failuresInARow, tournamentState } from './progress.ts';
import { refusalOf } from './refusal.ts';
import { type AskMeter, openAskMeter } from './spending/ask-meter.ts';
import { writeSlot } from './write-slot.ts';

export interface RunDeps {
  database: Database;
  queue: Queue;
  openModel: (name: string) => Model;
  /** The judge that an ask's settings name. */
  openJudge: (model: string, strong: string | null) => Judge;
  /** Called after every change that somebody may want to see; must not throw. */
  progress: (askId: string) => void;
  now: () => Date;
  /** What an operator has every text held against; null: nothing. */
  check?: ContentCheck | null;
  log: Log;
  /** Between two tries of a judge that is being started; milliseconds, 5,000 if not given. */
  wakingPauseMs?: number;
}

/** Why the judging has to end before its own end; null where it goes on. */
function cutShort(deadline: AbortSignal, comparisons: readonly VerdictRow[], spent: boolean): Ask['cutShort'] {
  if (deadline.aborted) return 'deadline';
  if (failuresInARow(comparisons) >= JUDGE_FAILURES) return 'judge-unavailable';
  return spent ? 'budget' : null;
}

/** After so many failures in a row the judge is taken for dead, and the ask answered without it. */
const JUDGE_FAILURES = 3;

/**
 * Runs an ask from wherever its rows say that it is, to its pick. Keeps no state of its own beyond the calls that are under way: a
 * worker that dies is replaced by another that reads the rows and goes on. When `signal` is set, or another has taken the ask up, it stops and
 * leaves the rest to that other one.
 */
export async function runAsk(askId: string, deps: RunDeps, signal: AbortSignal): Promise<void> {
  const { database, log } = deps;
  const found = await getAsk(database.db, askId);
  if (!found) return;
  const begin = { state: 'writing', startedAt: deps.now(), deadlineAt: deadlineOf(found, deps.now()) } as const;
  const ask = await takeUpAsk(database.db, askId, found.state === 'queued' ? begin : {});
  if (!ask) return;
  const meter = await openAskMeter(ask, deps);
  deps.progress(askId);

  const calls = new AbortController();
  const stop = AbortSignal.any([signal, calls.signal]);
  // Not AbortSignal.timeout: it would keep all that the ask held in memory until the deadline, long after the pick.
  const deadline = new AbortController();
  const left = Math.max(1, ask.deadlineAt.getTime() - deps.now().getTime());
  const timer = setTimeout(() => deadline.abort(), left);
  try {
    const either = AbortSignal.any([stop, deadline.signal]);
    const refusal = await refusalOf(questionOf(ask), deps.check, either, meter.of('check'));
    meter.check();
    signal.throwIfAborted();
    // One whose ask was taken up by another worker may not ask anything, and decides nothing either.
    if (refusal && !(await isUnfinished(database.db, askId, ask.takenUp))) return;
    if (refusal) await finishWithFailure(database, askId, refusal, deps.now());
    else await untilPick(ask, deps, meter, stop, deadline.signal);
  } finally {
    clearTimeout(timer);
    calls.abort();
    // What was cut off is still to be written down; what hangs stays in the books with the most that it can take.
    await Promise.race([meter.settled(), sleep(SETTLE_MS, undefined, { ref: false })]);
  }
  signal.throwIfAborted();
  log.info({ askId }, 'ask finished');
}

const SETTLE_MS = 1000;

/** The wait in the queue is not the asker's fault; but Discord lets us answer for 15 minutes only. */
function deadlineOf({ createdAt, settings }: Pick<Ask, 'createdAt' | 'settings'>, now: Date): Date {
  return new Date(Math.min(now.getTime() + settings.deadlineSeconds * 1000, createdAt.getTime() + LONGEST_MS));
}
const LONGEST_MS = DEADLINE_SECONDS.most * 1000;

async function untilPick(
  ask: Ask,
  deps: RunDeps,
  meter: AskMeter,
  stop: AbortSignal,
  deadline: AbortSignal,
): Promise<void> {
  const { database, log } = deps;
  const tournament = openTournament(ask.settings.tournament);
  const judge = deps.openJudge(ask.settings.judgeModel, ask.settings.judgeModelStrong);
  const driver = openDriver(tournament);
  const tasks = openTaskSet((error) => {
    if (!stop.aborted) log.error({ askId: ask.id, error }, 'a part of an ask failed');
  });
  /** A comparison was refused: what is left of what the ask may cost is too little for another. */
  let spent = false;
  const ended = new Promise<void>((resolve) => {
    for (const signal of [stop, deadline]) signal.addEventListener('abort', () => resolve(), { once: true });
  });

  const turns = await readConversation(database.db, ask);
  const query = flattenConversation(turns);
  const written = new Set((await candidatesOf(database.db, ask.id)).map(({ slot }) => slot));
  for (const plan of planCandidates({ seed: ask.seed, models: ask.settings.candidateModels, n: ask.n })) {
    if (!written.has(plan.slot)) tasks.add(writeSlot(ask, turns, plan, deps, meter, stop));
  }

  let state = ask.state;
  while (!stop.aborted) {
    // What finishes while the rows are read is seen in the next round: this round must not take it for something that never was.
    const endedBefore = tasks.ended();
    const flying = new Map(driver.inFlight);
    // Candidates in front: a comparison must not be read of one that is not.
    const candidates = await candidatesOf(database.db, ask.id);
    const [comparisons, goesOn] = await Promise.all([
      verdictsOf(database.db, ask.id),
      isUnfinished(database.db, ask.id, ask.takenUp),
    ]);
    // Deleted by its asker or a moderator, abandoned, or taken up by another worker: what is under way is aborted, and nothing is written.
    if (!goesOn) return;
    tasks.throwIfFailed();
    const standing = tournamentState(tournament, ask, candidates, comparisons, flying);
    const reason = cutShort(deadline, comparisons, spent && flying.size === 0);
    if (reason) {
      if (standing.arrived.length > 0)
        return finishWithPick(database, deps.queue, ask, tournament.best(standing), reason, deps.now());
      if (deadline.aborted) return finishWithFailure(database, ask.id, 'no-candidate-in-time', deps.now());
    }
    const unpaid = candidates.some(({ error }) => error === 'over-budget');
    if (standing.arrived.length === 0 && candidates.length === ask.n)
      return finishWithFailure(database, ask.id, unpaid ? 'over-budget' : 'no-candidate', deps.now());

    const start = (call: Call) => {
      const signal = AbortSignal.any([stop, deadline, call.signal]);
      const judging = judgePair({ ask, query, call, candidates, judge, meter, signal }, deps);
      tasks.add(
        judging
          .then((affordable) => {
            if (!affordable) spent = true;
          })
          .finally(() => driver.ended(call.id)),
      );
    };
    const pick = driver.round(standing, spent ? null : start);
    if (pick) {
      const short = unpaid && !pick.judged ? 'budget' : null;
      return finishWithPick(database, deps.queue, ask, pick, short, deps.now());
    }
    if (state !== 'judging' && driver.inFlight.size > 0) {
      await moveAsk(database.db, ask.id, ['writing'], { state: 'judging' });
      state = 'judging';
      deps.progress(ask.id);
    }
    if (tasks.ended() !== endedBefore) continue;
    if (tasks.size() === 0) throw driver.stuck();
    await Promise.race([tasks.next(), ended]);
  }
}
