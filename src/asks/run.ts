import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../db/client.ts';
import { patiently } from '../../db/patiently.ts';
import { type Ask, getAsk, isUnfinished, moveAsk, takeUpAsk } from '../../db/repo/asks.ts';
import { candidatesOf } from '../../db/repo/candidates.ts';
import { type VerdictRow, verdictsOf } from '../../db/repo/comparisons.ts';
import { judgeRulesOf } from '../../db/repo/judge-rules.ts';
import { planCandidates } from '../candidates/plan.ts';
import { flattenConversation } from '../judge/conversation.ts';
import type { Judge } from '../judge/judge.ts';
import type { RulesByVersion } from '../judge/rules.ts';
import { rulesVersionsIn } from '../model-name.ts';
import type { Model } from '../models/model.ts';
import type { Log } from '../ops/log.ts';
import type { Queue } from '../ops/queue.ts';
import { openTaskSet } from '../ops/task-set.ts';
import type { ContentCheck } from '../safety/content-check.ts';
import { DEADLINE_SECONDS } from '../terms.ts';
import { type Call, openDriver } from '../tournament/drive.ts';
import { openStored } from '../tournament/open-tournament.ts';
import type { Pick as BestPick } from '../tournament/tournament.ts';
import { questionOf, readConversation } from './conversation.ts';
import { finishWithFailure, finishWithPick } from './finish.ts';
import { judgePair } from './judge-pair.ts';
import { hasAnswered, isJudgeGone, tournamentState } from './progress.ts';
import { refusalOf } from './refusal.ts';
import { showEarly, watchSilence } from './silent-judge.ts';
import { type AskMeter, openAskMeter } from './spending/ask-meter.ts';
import { storedRubrics } from './stored-rubrics.ts';
import { writeSlot } from './write-slot.ts';

/** What running an ask needs from outside. */
export interface RunDeps {
  database: Database;
  queue: Queue;
  openModel: (name: string) => Model;
  /**
   * Opens the judge, or the jury, that an ask's settings name, a stronger one for the highest tier, who
   * writes rubrics for those that need one, and the rules that judges' names tell of.
   */
  openJudge: (model: string, strong: string | null, rubricModel?: string, rules?: RulesByVersion) => Judge;
  /** Called after every visible change. Must not throw. */
  progress: (askId: string) => void;
  now: () => Date;
  /** The operator's content check for questions and replies. Absent or null: none. */
  check?: ContentCheck | null;
  log: Log;
  /** Pause before asking a judge that is starting up again, in milliseconds. Default: 5,000. */
  wakingPauseMs?: number;
  /** How long a judge may be silent before one of the replies is shown, in milliseconds. Default: 20,000. */
  silentJudgeMs?: number;
}

/**
 * Decides whether the judging must stop early.
 *
 * @returns the reason, or null when it goes on.
 */
function cutShort(
  deadline: AbortSignal,
  comparisons: readonly VerdictRow[],
  judge: Judge,
  spent: boolean,
): Ask['cutShort'] {
  if (deadline.aborted) return 'deadline';
  if (isJudgeGone(comparisons, judge)) return 'judge-unavailable';
  return spent ? 'budget' : null;
}

/**
 * Runs an ask from the state in its rows to its pick. Keeps no state besides the calls in flight: if this
 * worker dies, another one reads the rows and goes on. Stops and leaves the ask to another worker when
 * `signal` is aborted, or when another worker has claimed it.
 *
 * @throws `signal.reason` when it was aborted, and every error other than a `ModelError`.
 */
export async function runAsk(askId: string, deps: RunDeps, signal: AbortSignal): Promise<void> {
  const { database, log } = deps;
  const found = await getAsk(database.db, askId);
  if (!found) return;
  const begin = { state: 'writing', startedAt: deps.now(), deadlineAt: deadlineOf(found, deps.now()) } as const;
  const ask = await takeUpAsk(database.db, askId, found.state === 'queued' ? begin : {});
  if (!ask) return;
  const calls = new AbortController();
  const stop = AbortSignal.any([signal, calls.signal]);
  const meter = await openAskMeter(ask, deps, stop);
  deps.progress(askId);

  // Not AbortSignal.timeout: its timer would hold the ask's memory until the deadline, long after the pick.
  const deadline = new AbortController();
  const left = Math.max(1, ask.deadlineAt.getTime() - deps.now().getTime());
  const timer = setTimeout(() => deadline.abort(), left);
  try {
    const either = AbortSignal.any([stop, deadline.signal]);
    const refusal = await refusalOf(questionOf(ask), deps.check, either, meter.of('check'));
    meter.check();
    signal.throwIfAborted();
    // A stale worker may send no request, so its check fails. It must not end the ask.
    if (refusal && !(await isUnfinished(database.db, askId, ask.takenUp))) return;
    if (refusal) await finishWithFailure(deps, { askId, failure: refusal });
    else await untilPick(ask, deps, meter, stop, deadline.signal);
  } finally {
    clearTimeout(timer);
    calls.abort();
    // Aborted calls still have to be recorded. A call that hangs stays in the ledger with its upper bound.
    await Promise.race([meter.settled(), sleep(SETTLE_MS, undefined, { ref: false })]);
  }
  signal.throwIfAborted();
  log.info({ askId }, 'ask finished');
}

const SETTLE_MS = 1000;

/**
 * The time limit starts with the run, because waiting in the queue is not the asker's fault. Discord accepts
 * edits for 15 minutes only, so there is also a limit from the creation of the ask.
 */
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
  const tournament = openStored(ask.settings.tournament);
  const { judgeModel, judgeModelStrong, rubricModel } = ask.settings;
  const rules = await judgeRulesOf(database.db, rulesVersionsIn(judgeModel));
  const judge = deps.openJudge(judgeModel, judgeModelStrong, rubricModel, rules);
  const { id: askId, takenUp } = ask;
  const rubrics = storedRubrics(database, { askId, takenUp, shadow: false, now: deps.now });
  const driver = openDriver(tournament);
  const tasks = openTaskSet((error) => {
    if (!stop.aborted) log.error({ askId: ask.id, error }, 'a part of an ask failed');
  });
  /** Whether a comparison was refused because the ask's budget is too small for another one. */
  let spent = false;
  const ended = new Promise<void>((resolve) => {
    for (const signal of [stop, deadline]) signal.addEventListener('abort', () => resolve(), { once: true });
  });

  const silence = watchSilence(() => tasks.add(showEarly(ask, deps)), deps.silentJudgeMs);
  stop.addEventListener('abort', () => silence.over(), { once: true });

  const turns = await readConversation(database.db, ask);
  const query = flattenConversation(turns);
  const written = new Set((await candidatesOf(database.db, ask.id)).map(({ slot }) => slot));
  for (const plan of planCandidates({ seed: ask.seed, models: ask.settings.candidateModels, n: ask.n })) {
    if (!written.has(plan.slot)) tasks.add(writeSlot(ask, turns, plan, deps, meter, stop));
  }

  const finish = (pick: BestPick, cutShort: Ask['cutShort']) =>
    patiently(() => finishWithPick(deps, { ask, pick, cutShort }), stop);

  let state = ask.state;
  while (!stop.aborted) {
    // A task that ends while the rows are read is handled in the next round. `flying` keeps it in this
    // round's state, so that the tournament does not start it again.
    const endedBefore = tasks.ended();
    const flying = new Map(driver.inFlight);
    // Reads candidates first: otherwise a comparison could be read whose candidate is not there yet.
    const candidates = await patiently(() => candidatesOf(database.db, ask.id), stop);
    const readVerdicts = () =>
      Promise.all([verdictsOf(database.db, ask.id), isUnfinished(database.db, ask.id, ask.takenUp)]);
    const [comparisons, goesOn] = await patiently(readVerdicts, stop);
    // The ask was deleted, ended or claimed by another worker. The calls in flight are aborted; nothing is
    // written.
    if (!goesOn) return;
    tasks.throwIfFailed();
    if (hasAnswered(comparisons)) silence.over();
    const standing = tournamentState(tournament, ask, candidates, comparisons, flying, judge);
    const reason = cutShort(deadline, comparisons, judge, spent && flying.size === 0);
    if (reason) {
      if (standing.arrived.length > 0) return finish(tournament.best(standing), reason);
      if (deadline.aborted) return finishWithFailure(deps, { askId: ask.id, failure: 'no-candidate-in-time' });
    }
    const unpaid = candidates.some(({ error }) => error === 'over-budget');
    if (standing.arrived.length === 0 && candidates.length === ask.n)
      return finishWithFailure(deps, { askId: ask.id, failure: unpaid ? 'over-budget' : 'no-candidate' });

    const start = (call: Call) => {
      silence.asked();
      const signal = AbortSignal.any([stop, deadline, call.signal]);
      const pairing = { ask, query, turns, call, candidates, judge, rubrics, meter, signal };
      const judging = judgePair(pairing, deps);
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
      return finish(pick, short);
    }
    if (state !== 'judging' && driver.inFlight.size > 0) {
      await patiently(() => moveAsk(database.db, ask.id, ['writing'], { state: 'judging' }), stop);
      state = 'judging';
      deps.progress(ask.id);
    }
    if (tasks.ended() !== endedBefore) continue;
    if (tasks.size() === 0) throw driver.stuck();
    await Promise.race([tasks.next(), ended]);
  }
}
